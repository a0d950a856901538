import type { Jurisdictions } from "../format/jurisdiction.js";
import type { DurableObjectId } from "../namespace/id.js";
import type { NamespaceKey, NamespaceSettings } from "../namespace/options.js";

/** A namespace, as a directory lists it. */
export interface NamespaceEntry {
  /**
   * The unique key, if a URL can contain it; otherwise 32 hex digits that are derived from the key and don't reveal it.
   * Of a copy, what the copied listing calls it.
   */
  readonly id: string;
  /** For people: the script and the class, joined by an underscore, unless the listing that it was copied from has another. */
  readonly name: string;
  /** The worker that has the class. */
  readonly script: string;
  /** The class's name. */
  readonly class: string;
  /** Whether the class has SQLite storage; `null` if it isn't known. */
  readonly useSqlite: boolean | null;
  /** The key, where it is known and no secret; a secret key is never listed, nor stored. */
  readonly uniqueKey: string | undefined;
  /** Codes by name. */
  readonly jurisdictions: Jurisdictions;
}

/** Which namespaces are wanted. */
export interface PageRequest {
  /** A whole number: page 1 is the first. */
  readonly page: number;
  /** How many a page has, the last one excepted: a whole number from 1. */
  readonly perPage: number;
}

/** A page of namespaces, in the order of their ids; an empty one beyond the last. */
export interface NamespacePage {
  /** As many as were asked for, or what is left. */
  readonly namespaces: readonly NamespaceEntry[];
  /** How many there are in all. */
  readonly total: number;
}

/** An object, as a directory lists it. */
export interface ObjectEntry {
  /** 64 lower-case hex digits. */
  readonly id: string;
  /** Whether the object has stored anything; `null` if it isn't known. */
  readonly hasStoredData: boolean | null;
}

/** Which objects of a namespace to list: from the first, the first after an ID, or the last before one. */
export interface ObjectsRequest {
  /** 64 lower-case hex digits: the objects that follow this ID, which need not be listed. Not together with `before`. */
  readonly after?: string | undefined;
  /** 64 lower-case hex digits: the objects that precede this ID, which need not be listed. */
  readonly before?: string | undefined;
  /** How many at most: an integer from 1. */
  readonly limit: number;
}

/** A page of objects, in the order of their ids. */
export interface ObjectPage {
  /** As many as were asked for, or what is left. */
  readonly objects: readonly ObjectEntry[];
  /** Whether there are more in the direction of the request: after the last of these, or, with `before`, before the first. */
  readonly more: boolean;
}

/** An object that is to be listed from now on. */
export interface ObjectRecord {
  /** An ID of the namespace: it is validated before it is taken. */
  readonly id: string | DurableObjectId;
  /** If it is left out or `null`, what was recorded before stays; for a new object that is `null`, not known. */
  readonly hasStoredData?: boolean | null | undefined;
}

/** A namespace that is to be listed from now on: its key, in one of its two forms, and whose it is. */
export type NamespaceRegistration = NamespaceKey &
  Pick<NamespaceSettings<unknown>, "jurisdictions" | "engine"> & {
    /** The worker that has the class: not empty. */
    readonly script: string;
    /** The class's name: not empty. */
    readonly class: string;
    /** Whether the class has SQLite storage: `null`, which is not known, unless it is given. */
    readonly useSqlite?: boolean | null | undefined;
  };

/** Namespaces and their objects, to be listed. */
export interface Directory {
  /**
   * A page of the namespaces, in the order of their ids.
   * @param request which page, and of how many
   */
  namespaces(request: PageRequest): Promise<NamespacePage>;
  /**
   * The namespace of an id; `undefined` for any string that is none's.
   * @param id as `NamespaceEntry` has it
   */
  namespace(id: string): Promise<NamespaceEntry | undefined>;
  /**
   * A page of the objects of a namespace, in the order of their IDs.
   * @param namespace the namespace's id, as `NamespaceEntry` has it
   * @param request after or before which ID, and how many
   * @returns `undefined` for an unknown namespace
   */
  objects(namespace: string, request: ObjectsRequest): Promise<ObjectPage | undefined>;
  /**
   * Counts the objects of a namespace.
   * @param namespace the namespace's id, as `NamespaceEntry` has it
   * @param before 64 lower-case hex digits: only the objects that precede this ID; all of them if it is left out
   * @returns `undefined` for an unknown namespace
   */
  count(namespace: string, before?: string): Promise<number | undefined>;
  /**
   * Lists objects from now on, all of them or, where it rejects, none. An object that is listed already stays so.
   * @param namespace the namespace's id, as `NamespaceEntry` has it
   * @param records any number of them
   * @throws RangeError (`ERR_DO_DIRECTORY_NAMESPACE`) for a namespace that isn't there; the namespace's own TypeError
   * (`ERR_DO_ID_MALFORMED`, `ERR_DO_ID_FOREIGN`) for an ID that is not its; Error (`ERR_DO_DIRECTORY_KEY`) where its
   * key is secret and hasn't been given, (`ERR_DO_DIRECTORY_READ_ONLY`) where only a runtime records
   */
  record(namespace: string, records: readonly ObjectRecord[]): Promise<void>;
  /**
   * 32 bytes that belong to this directory and are the same as long as it exists: cursors are authenticated with a key
   * derived from them. Left out where there is no place to keep them.
   */
  secret?(): Promise<Uint8Array>;
}
