import { join } from "node:path";
import { createValidator } from "../bulk/validator.js";
import { ErrorCode, plainError } from "../format/errors.js";
import { Verdict } from "../format/verdict.js";
import { FolderMemory } from "../local/folder-memory.js";
import { StateReader } from "../local/reader.js";
import { listNamespaces, type NamespaceFolder, readNamespaceFolder } from "../local/state.js";
import type { AsyncClosable } from "../system/async-closable.js";
import { requireObjectsRequest, requirePositive } from "./records.js";
import { type Registered, register } from "./registration.js";
import { countBefore, pageOf } from "./sorted-objects.js";
import { StoredData } from "./stored-data.js";
import type { Directory, NamespaceEntry, NamespacePage, ObjectPage, ObjectsRequest, PageRequest } from "./types.js";
import { splitUniqueKey } from "./unique-key.js";

/** The folder of the user's own objects; the other folders are for D1, KV and so on. */
const PLUGIN = "do";

/** Facts about a namespace that are not in the state folder. */
export interface StateNamespaceFacts {
  /** The worker's name; by default the part of the unique key before its last hyphen. */
  readonly script?: string | undefined;
  /** The class's name; by default the part after that hyphen. */
  readonly class?: string | undefined;
  /** Whether the class has SQLite storage (`new_sqlite_classes` in the configuration); `null` by default. */
  readonly useSqlite?: boolean | undefined;
}

/** Options of {@link StateDirectory.open}. */
export interface StateDirectoryOptions {
  /**
   * Returns further facts about a namespace. Called once for each.
   * @param uniqueKey the name of the namespace's folder
   */
  readonly describe?: ((uniqueKey: string) => StateNamespaceFacts) | undefined;
  /**
   * Called for each object file that can't be read. It is then unknown whether its object has stored data (`null`).
   * @param error why it can't be read
   */
  readonly onFault?: ((error: unknown) => void) | undefined;
}

/**
 * The objects of a local runtime's state folder, such as `.wrangler/state/v3`, whether the runtime is running or not. Each
 * call lists the current state, and nothing is ever written. Results are cached until the folder changes, so a page costs
 * the same in a folder of any size. Strays, whose IDs are not valid in the namespace of their folder, and facets are not
 * listed, because they can't be reached.
 *
 * The script and the class are only known from the folder's name: the parts before and after its last hyphen.
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
export class StateDirectory implements Directory, AsyncClosable {
  readonly #path: string;
  readonly #reader: StateReader;
  readonly #stored: StoredData;
  readonly #describe: (uniqueKey: string) => StateNamespaceFacts;
  /** By unique key: each key is derived once. */
  readonly #registered = new Map<string, Registered>();
  /** The namespaces by id, in the order of ids. */
  readonly #namespaces = new FolderMemory<ReadonlyMap<string, NamespaceEntry>>();
  /** The objects of each namespace with valid IDs. */
  readonly #objects = new FolderMemory<NamespaceFolder>();

  private constructor(path: string, reader: StateReader, { describe, onFault }: StateDirectoryOptions) {
    this.#path = path;
    this.#reader = reader;
    this.#stored = new StoredData(reader, onFault ?? (() => undefined));
    this.#describe = describe ?? (() => ({}));
  }

  /**
   * Opens a state folder. Close it after use.
   * @param path such as `.wrangler/state/v3`
   * @param options facts about its namespaces, and a handler for faults
   * @throws Error: `ERR_DO_STATE` for a folder that can't be read, `ERR_DO_SQLITE` if `libsql` isn't installed
   */
  static async open(path: string, options: StateDirectoryOptions = {}): Promise<StateDirectory> {
    const directory = new StateDirectory(path, await StateReader.open(path), options);
    try {
      await directory.#entries();
      return directory;
    } catch (error) {
      await directory.close();
      throw error;
    }
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

  async objects(namespace: string, request: ObjectsRequest): Promise<ObjectPage | undefined> {
    requireObjectsRequest(request);
    const found = await this.#folderOf(namespace);
    if (found === undefined) return undefined;
    const { ids, more } = pageOf(found.ids, request);
    return { objects: await this.#stored.of(found.folder, ids, found.facets), more };
  }

  async count(namespace: string, before?: string): Promise<number | undefined> {
    const found = await this.#folderOf(namespace);
    return found && countBefore(found.ids, before);
  }

  /** @throws Error (`ERR_DO_DIRECTORY_READ_ONLY`), always: only the runtime writes here */
  async record(): Promise<void> {
    throw plainError(
      ErrorCode.directoryReadOnly,
      "A state folder is read-only: record objects in a MemoryDirectory or an SqliteDirectory.",
    );
  }

  /** Removes the temporary copies; no other method may be called afterwards. */
  async close(): Promise<void> {
    await this.#reader.close();
  }

  /** Calls `close`, so that `await using` closes the directory at the end of its block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** The current namespaces, by id and in the order of ids. */
  async #entries(): Promise<ReadonlyMap<string, NamespaceEntry>> {
    return this.#namespaces.of(join(this.#path, PLUGIN), async () => {
      const found = await listNamespaces(this.#path, PLUGIN);
      const entries = found.map(({ uniqueKey }) => this.#register(uniqueKey).entry);
      return new Map(entries.sort((a, b) => (a.id < b.id ? -1 : 1)).map((entry) => [entry.id, entry]));
    });
  }

  /** The folder of a namespace, and its current objects. */
  async #folderOf(namespace: string): Promise<(NamespaceFolder & { folder: string }) | undefined> {
    // Trust boundary: the caller's id is compared with the existing folders, and never used in a path.
    const uniqueKey = (await this.namespace(namespace))?.uniqueKey;
    if (uniqueKey === undefined) return undefined;
    const folder = join(this.#path, PLUGIN, uniqueKey);
    return { folder, ...(await this.#objects.of(folder, () => this.#validObjects(folder, uniqueKey))) };
  }

  async #validObjects(folder: string, uniqueKey: string): Promise<NamespaceFolder> {
    const { ids, facets } = await readNamespaceFolder(folder);
    const { verdicts } = createValidator([this.#register(uniqueKey).namespace]).check(ids);
    return { ids: ids.filter((_, i) => verdicts[i] === Verdict.valid), facets };
  }

  #register(uniqueKey: string): Registered {
    const known = this.#registered.get(uniqueKey);
    if (known !== undefined) return known;
    const split = splitUniqueKey(uniqueKey);
    const { script = split.script, class: className = split.class, useSqlite } = this.#describe(uniqueKey);
    const registered = register({ uniqueKey, script, class: className, useSqlite });
    this.#registered.set(uniqueKey, registered);
    return registered;
  }
}
