import type { ObjectEntry } from "./types.js";

/** A namespace in a listing API. */
export interface ListedNamespace {
  /** Its id in the API's paths: Cloudflare's own id, not the unique key. */
  readonly id: string;
  /** A name for people: the script and the class, joined by an underscore. */
  readonly name: string;
  /** The Worker that has the class. */
  readonly script: string;
  /** The class's name. */
  readonly class: string;
  /** Whether the class has SQLite storage; `null` if unknown. */
  readonly useSqlite: boolean | null;
}

/** The progress of a copy. */
export interface CopyProgress {
  /** Whether an earlier run completed the copy, and {@link CopyTarget.forgetCopies} wasn't called since then. */
  readonly isComplete: boolean;
  /** The cursor of the next page; empty at the beginning. */
  readonly cursor: string;
  /** How many objects were copied so far. */
  readonly objects: number;
  /** How many objects were listed before; `null` if the namespace wasn't listed, or while the copy isn't complete. */
  readonly before: number | null;
  /** When the copy started, in milliseconds since 1970. */
  readonly started: number;
}

/** A copy in progress of one namespace's objects in another listing. They are listed once the copy is complete. */
export interface NamespaceCopy {
  /** The current progress. */
  readonly progress: CopyProgress;
  /**
   * Adds a page: the objects and the cursor are recorded together, or not at all.
   * @param objects 64 lower-case hex digits each, in any order
   * @param cursor the cursor of the next page; the same as before to get the last page again after an interruption
   * @returns how many of the objects are new in the copy
   * @throws Error (`ERR_DO_DIRECTORY_COPY`) if another process has changed the copy; TypeError: `ERR_DO_ID_MALFORMED` for
   * a malformed ID, `ERR_DO_ID_FOREIGN` for an ID of another namespace, if the directory has the key
   */
  addPage(objects: readonly ObjectEntry[], cursor: string): Promise<number>;
  /**
   * Starts over, and drops all objects copied so far.
   * @throws Error (`ERR_DO_DIRECTORY_COPY`) if another process has changed the copy
   */
  restart(): Promise<void>;
  /**
   * Completes the copy: from now on exactly the copied objects are listed.
   * @throws Error (`ERR_DO_DIRECTORY_COPY`) if another process has changed the copy
   */
  complete(): Promise<void>;
}

/** A directory into which other listings can be copied. */
export interface CopyTarget {
  /**
   * Starts to copy a namespace, or resumes a copy that was interrupted.
   * @param source the source of the copy: the API's address and the account
   * @param namespace the namespace in that API
   */
  openCopy(source: string, namespace: ListedNamespace): Promise<NamespaceCopy>;
  /**
   * Ends copies, complete or not: the next {@link openCopy} starts over. Listed namespaces are kept.
   * @param source the source of the copies
   * @param ids the namespaces' ids
   */
  forgetCopies(source: string, ids: readonly string[]): Promise<void>;
  /**
   * Removes the namespaces that were copied from a source, and that it no longer lists.
   * @param source the source of the copies
   * @param ids the ids of all namespaces that the source lists
   * @returns the ids of the removed namespaces
   */
  keepListed(source: string, ids: readonly string[]): Promise<readonly string[]>;
}
