import type { Jurisdictions } from "../format/jurisdiction.js";
import type { DurableObjectId } from "../namespace/id.js";
import type { NamespaceKey, NamespaceSettings } from "../namespace/options.js";

/** A namespace in a directory. */
export interface NamespaceEntry {
  /**
   * The unique key, if a URL can contain it; otherwise 32 hex digits that are derived from the key and don't reveal it. For a
   * copied namespace, its id in the copied listing.
   */
  readonly id: string;
  /** A name for people: the script and the class, joined by an underscore, or the name in the copied listing. */
  readonly name: string;
  /** The worker that has the class. */
  readonly script: string;
  /** The class's name. */
  readonly class: string;
  /** Whether the class has SQLite storage; `null` if unknown. */
  readonly useSqlite: boolean | null;
  /** The unique key, if it is known; secret keys are neither listed nor stored. */
  readonly uniqueKey: string | undefined;
  /** Codes by name. */
  readonly jurisdictions: Jurisdictions;
}

/** Selects a page of namespaces. */
export interface PageRequest {
  /** The number of the page: an integer, 1 for the first. */
  readonly page: number;
  /** How many namespaces a page has, except the last one: a positive integer. */
  readonly perPage: number;
}

/** A page of namespaces, in the order of their ids; empty after the last page. */
export interface NamespacePage {
  /** As many as requested, or the remaining ones. */
  readonly namespaces: readonly NamespaceEntry[];
  /** The number of all namespaces. */
  readonly total: number;
}

/** An object in a directory. */
export interface ObjectEntry {
  /** 64 lower-case hex digits. */
  readonly id: string;
  /** Whether the object has stored data; `null` if unknown. */
  readonly hasStoredData: boolean | null;
}

/** Selects the objects of a namespace: the first ones, the first ones after an ID, or the last ones before an ID. */
export interface ObjectsRequest {
  /** 64 lower-case hex digits: list the objects after this ID, which need not exist. Not together with `before`. */
  readonly after?: string | undefined;
  /** 64 lower-case hex digits: list the objects before this ID, which need not exist. */
  readonly before?: string | undefined;
  /** The maximum number of objects: a positive integer. */
  readonly limit: number;
}

/** A page of objects, in the order of their ids. */
export interface ObjectPage {
  /** As many as requested, or the remaining ones. */
  readonly objects: readonly ObjectEntry[];
  /** Whether there are more objects in the direction of the request: after the last of these, or, with `before`, before the first. */
  readonly more: boolean;
}

/** An object to be listed. */
export interface ObjectRecord {
  /** An ID of the namespace, which is validated first. */
  readonly id: string | DurableObjectId;
  /** If missing or `null`, the recorded value is kept; for a new object that is `null`, unknown. */
  readonly hasStoredData?: boolean | null | undefined;
}

/** A namespace to be listed: its key, in one of its two forms, with the script and the class. */
export type NamespaceRegistration = NamespaceKey &
  Pick<NamespaceSettings<unknown>, "jurisdictions" | "engine"> & {
    /** The worker that has the class: a non-empty string. */
    readonly script: string;
    /** The class's name: a non-empty string. */
    readonly class: string;
    /** Whether the class has SQLite storage: `null`, unknown, by default. */
    readonly useSqlite?: boolean | null | undefined;
  };

/** A listing of namespaces and their objects. */
export interface Directory {
  /**
   * Returns a page of namespaces, in the order of their ids.
   * @param request the number of the page, and the namespaces in a page
   */
  namespaces(request: PageRequest): Promise<NamespacePage>;
  /**
   * Returns the namespace with an id; `undefined` for an unknown id.
   * @param id the `id` of a `NamespaceEntry`
   */
  namespace(id: string): Promise<NamespaceEntry | undefined>;
  /**
   * Returns a page of a namespace's objects, in the order of their IDs.
   * @param namespace the `id` of a `NamespaceEntry`
   * @param request the ID after or before which to list, and the maximum number of objects
   * @returns `undefined` for an unknown namespace
   */
  objects(namespace: string, request: ObjectsRequest): Promise<ObjectPage | undefined>;
  /**
   * Counts the objects of a namespace.
   * @param namespace the `id` of a `NamespaceEntry`
   * @param before 64 lower-case hex digits: count only the objects before this ID; all objects by default
   * @returns `undefined` for an unknown namespace
   */
  count(namespace: string, before?: string): Promise<number | undefined>;
  /**
   * Records objects: all of them or, if it rejects, none. Objects that are already listed stay listed.
   * @param namespace the `id` of a `NamespaceEntry`
   * @param records any number of objects
   * @throws RangeError (`ERR_DO_DIRECTORY_NAMESPACE`) for an unknown namespace; the namespace's own TypeError
   * (`ERR_DO_ID_MALFORMED`, `ERR_DO_ID_FOREIGN`) for an invalid ID; Error (`ERR_DO_DIRECTORY_KEY`) if its key is secret
   * and wasn't added, (`ERR_DO_DIRECTORY_READ_ONLY`) if only a runtime can record objects
   */
  record(namespace: string, records: readonly ObjectRecord[]): Promise<void>;
  /**
   * Returns 32 bytes that stay the same as long as the directory exists: cursors are authenticated with a key derived from
   * them. Missing if the directory can't store them.
   */
  secret?(): Promise<Uint8Array>;
}
