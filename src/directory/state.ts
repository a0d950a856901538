import { join } from "node:path";
import { createValidator } from "../bulk/validator.js";
import { ErrorCode, plainError } from "../errors.js";
import { StateReader } from "../local/reader.js";
import { listIds, listNamespaces } from "../local/state.js";
import { DurableObjectNamespace } from "../namespace.js";
import { Verdict } from "../verdict.js";
import { requirePositive } from "./records.js";
import { register } from "./registration.js";
import { StoredData } from "./stored-data.js";
import type { Directory, NamespaceEntry, NamespacePage, ObjectPage, PageRequest } from "./types.js";
import { splitUniqueKey } from "./unique-key.js";

/** The folder of the user's own objects; the other folders are those of D1, KV and so on. */
const PLUGIN = "do";

/** What a state directory doesn't say of a namespace, and its owner may know. */
export interface StateNamespaceFacts {
  /** The worker's name; by default what stands before the last hyphen of the unique key. */
  readonly script?: string | undefined;
  /** The class's name; by default what stands after that hyphen. */
  readonly class?: string | undefined;
  /** Whether the class is one with SQLite storage: `true` unless it is given. */
  readonly useSqlite?: boolean | undefined;
}

/** Options of {@link StateDirectory.open}. */
export interface StateDirectoryOptions {
  /**
   * What is known of a namespace beyond its unique key.
   * @param uniqueKey the name of the namespace's folder
   */
  readonly describe?: ((uniqueKey: string) => StateNamespaceFacts) | undefined;
  /**
   * Told of object files that can't be read; their objects are listed as having stored data, for they may.
   * @param error why it can't be read
   */
  readonly onFault?: ((error: unknown) => void) | undefined;
}

/**
 * The objects of a local runtime's state directory, such as `.wrangler/state/v3`, whether it runs or not. Each call looks
 * at what is there at that moment, and nothing is ever written. Strays, whose IDs are no longer valid in the namespace of
 * their folder, and facets are not listed: no object can be reached by them.
 *
 * A folder's name is all there is to tell a script from a class: what stands before and after its last hyphen.
 *
 * @example
 * ```js needs=libsql
 * import { mkdirSync } from "node:fs";
 * import { StateDirectory } from "durable-id/directory";
 *
 * mkdirSync(".wrangler/state/v3/do/my-worker-ChatRoom", { recursive: true }); // as `wrangler dev` leaves it
 * const directory = await StateDirectory.open(".wrangler/state/v3");
 * const { namespaces } = await directory.namespaces({ page: 1, perPage: 10 });
 * namespaces.map(({ script, class: name }) => [script, name]); // → [["my-worker", "ChatRoom"]]
 * await directory.close();
 * ```
 */
export class StateDirectory implements Directory {
  readonly #path: string;
  readonly #reader: StateReader;
  readonly #stored: StoredData;
  readonly #describe: (uniqueKey: string) => StateNamespaceFacts;

  private constructor(path: string, reader: StateReader, { describe, onFault }: StateDirectoryOptions) {
    this.#path = path;
    this.#reader = reader;
    this.#stored = new StoredData(reader, onFault ?? (() => undefined));
    this.#describe = describe ?? (() => ({}));
  }

  /**
   * Opens a state directory, to be closed after use.
   * @param path of the state directory
   * @param options what is known of its namespaces, and whom to tell of faults
   * @throws Error: `ERR_DO_STATE` for a directory that can't be read, `ERR_DO_SQLITE` where `libsql` isn't installed
   */
  static async open(path: string, options: StateDirectoryOptions = {}): Promise<StateDirectory> {
    await listNamespaces(path, PLUGIN);
    return new StateDirectory(path, await StateReader.open(path), options);
  }

  async namespaces({ page, perPage }: PageRequest): Promise<NamespacePage> {
    requirePositive(page, "namespaces", 1);
    requirePositive(perPage, "namespaces", 1);
    const entries = [...(await this.#entries()).values()];
    return { namespaces: entries.slice((page - 1) * perPage, page * perPage), total: entries.length };
  }

  async namespace(id: string): Promise<NamespaceEntry | undefined> {
    return (await this.#entries()).get(id);
  }

  async objects(namespace: string, after: string | undefined, limit: number): Promise<ObjectPage | undefined> {
    requirePositive(limit, "objects", 3);
    // Trust boundary: what the caller sent is compared with the folders that are there, and never made a path.
    const uniqueKey = (await this.namespace(namespace))?.uniqueKey;
    if (uniqueKey === undefined) return undefined;
    const listed = await listIds(this.#path, { plugin: PLUGIN, uniqueKey });
    const { verdicts } = createValidator([new DurableObjectNamespace({ uniqueKey })]).check(listed);
    const ids = listed.filter((id, i) => verdicts[i] === Verdict.valid && (after === undefined || id > after));
    const objects = await this.#stored.of(join(this.#path, PLUGIN, uniqueKey), uniqueKey, ids.slice(0, limit));
    return { objects, more: ids.length > limit };
  }

  /** @throws Error (`ERR_DO_DIRECTORY_READ_ONLY`), always: the runtime alone writes here */
  async record(): Promise<void> {
    throw plainError(
      ErrorCode.directoryReadOnly,
      "A state directory is written by its runtime: record objects in a MemoryDirectory or an SqliteDirectory.",
    );
  }

  /** Removes what was copied to be read; nothing else can be called from then on. */
  async close(): Promise<void> {
    await this.#reader.close();
  }

  /** The namespaces that are there now, by id and in the order of ids. */
  async #entries(): Promise<Map<string, NamespaceEntry>> {
    const found = await listNamespaces(this.#path, PLUGIN);
    const entries = found.map(({ uniqueKey }) => this.#entryOf(uniqueKey));
    return new Map(entries.sort((a, b) => (a.id < b.id ? -1 : 1)).map((entry) => [entry.id, entry]));
  }

  #entryOf(uniqueKey: string): NamespaceEntry {
    const split = splitUniqueKey(uniqueKey);
    const { script = split.script, class: className = split.class, useSqlite } = this.#describe(uniqueKey);
    return register({ uniqueKey, script, class: className, useSqlite }).entry;
  }
}
