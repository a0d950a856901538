import type { ObjectEntry } from "./types.js";

/** A namespace, as a listing API lists it. */
export interface ListedNamespace {
  /** What the API's paths call it: Cloudflare's own id, not the unique key. */
  readonly id: string;
  /** For people: the script and the class, joined by an underscore. */
  readonly name: string;
  /** The Worker that has the class. */
  readonly script: string;
  /** The class's name. */
  readonly class: string;
  /** Whether the class has SQLite storage; `null` if it isn't known. */
  readonly useSqlite: boolean | null;
}

/** How far a copy is. */
export interface CopyProgress {
  /** Whether an earlier run has completed the copy, and {@link CopyTarget.forgetCopies} wasn't called since. */
  readonly isComplete: boolean;
  /** Where the next page starts; empty at the beginning. */
  readonly cursor: string;
  /** How many objects have been copied. */
  readonly objects: number;
  /** How many objects were listed before; `null` if the namespace wasn't, or while the copy isn't complete. */
  readonly before: number | null;
  /** When the copy was begun, in milliseconds since 1970. */
  readonly started: number;
}

/** The objects of one namespace, while they are copied from another listing. They are listed once the copy is complete. */
export interface NamespaceCopy {
  /** How far it is now. */
  readonly progress: CopyProgress;
  /**
   * Takes a page: the objects and the cursor are recorded together, or not at all.
   * @param objects 64 lower-case hex digits each, in any order
   * @param cursor where the next page starts; the same as before to get the last page again after an interruption
   * @returns how many of the objects are new to the copy
   * @throws Error (`ERR_DO_DIRECTORY_COPY`) if another process has changed the copy; TypeError: `ERR_DO_ID_MALFORMED` for
   * an ID of another form, `ERR_DO_ID_FOREIGN` for one that isn't the namespace's, if the directory knows its key
   */
  addPage(objects: readonly ObjectEntry[], cursor: string): Promise<number>;
  /**
   * Begins again, without what was copied so far.
   * @throws Error (`ERR_DO_DIRECTORY_COPY`) if another process has changed the copy
   */
  restart(): Promise<void>;
  /**
   * Lists the copied objects, and only those, from now on.
   * @throws Error (`ERR_DO_DIRECTORY_COPY`) if another process has changed the copy
   */
  complete(): Promise<void>;
}

/** A directory that other listings are copied into. */
export interface CopyTarget {
  /**
   * Begins to copy a namespace, or continues where an earlier run was interrupted.
   * @param source what it is copied from: the API's address and the account
   * @param namespace as that API lists it
   */
  openCopy(source: string, namespace: ListedNamespace): Promise<NamespaceCopy>;
  /**
   * Ends copies, complete or not: the next {@link openCopy} begins again. What is listed stays.
   * @param source what they were copied from
   * @param ids the namespaces' ids
   */
  forgetCopies(source: string, ids: readonly string[]): Promise<void>;
  /**
   * Removes the namespaces that were copied from a source and that it doesn't list any more.
   * @param source what they were copied from
   * @param ids the ids of all namespaces that the source lists
   * @returns the ids of those that were removed
   */
  keepListed(source: string, ids: readonly string[]): Promise<readonly string[]>;
}
