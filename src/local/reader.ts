import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { databaseSize } from "../sqlite/snapshot.js";
import { loadSqlite, type OpenSqlite, type Sqlite } from "../sqlite/sqlite.js";
import type { AsyncClosable } from "../system/async-closable.js";
import { hasCode } from "../system/errors.js";
import { TemporaryFolder } from "../system/temporary-folder.js";
import { type Contents, readAlarmNames, readContents } from "./contents.js";
import { CopyReader, type ReadDatabase } from "./copy-reader.js";
import { FolderMemory } from "./folder-memory.js";
import { type NamespaceFolder, readNamespaceFolder, type StateNamespace } from "./state.js";

/** The content and size of an object's files. */
export interface StoredObject extends Contents {
  /** The size of its file, of its facets' files, and of their WALs, in bytes. */
  readonly size: number;
}

/**
 * Reads objects of a state folder, even while a runtime is using it. Copies of their files are opened, because SQLite would
 * create files next to the originals, and checkpoint them. Close it after use.
 *
 * @example
 * ```js needs=libsql
 * import { mkdirSync, writeFileSync } from "node:fs";
 * import { localObject, StateReader } from "durable-id/local";
 *
 * const uniqueKey = "my-worker-ChatRoom";
 * const { id, path } = localObject({ kind: "do", uniqueKey, name: "lobby" });
 * mkdirSync(`state/do/${uniqueKey}`, { recursive: true });
 * writeFileSync(`state/${path}`, ""); // as an object leaves it that stored nothing
 *
 * const reader = await StateReader.open("state");
 * await reader.read({ plugin: "do", uniqueKey }, id); // → { size: 0, hasStoredData: false, storedName: undefined }
 * await reader.close();
 * ```
 */
export class StateReader implements AsyncClosable {
  /** The state folder, as given. */
  readonly directory: string;
  readonly #copies: CopyReader;
  readonly #scratch: TemporaryFolder;
  readonly #folders = new FolderMemory<NamespaceFolder>();
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(directory: string, open: OpenSqlite, scratch: TemporaryFolder) {
    this.directory = directory;
    this.#copies = new CopyReader(open, scratch.path);
    this.#scratch = scratch;
  }

  /**
   * Creates a reader, with a temporary folder for copies; the state folder is not read yet.
   * @param directory such as `.wrangler/state/v3`
   * @throws Error (`ERR_DO_SQLITE`) if the package `libsql` isn't installed
   */
  static async open(directory: string): Promise<StateReader> {
    const open = await loadSqlite();
    return new StateReader(directory, open, await TemporaryFolder.open());
  }

  /**
   * Reads an object's file, and those of its facets: data stored by a facet counts as data of the object.
   * @param namespace the folder of the object
   * @param id 64 lower-case hex digits: the name of the file
   * @throws Error for a file that doesn't exist, can't be read, is not a database, or is written to without a pause
   */
  async read({ plugin, uniqueKey }: StateNamespace, id: string): Promise<StoredObject> {
    const path = join(this.directory, plugin, uniqueKey);
    const { facets } = await this.#folders.of(path, readNamespaceFolder);
    return this.readFiles(path, id, facets.get(id) ?? []);
  }

  /**
   * {@link read} for callers that have already listed the folder.
   * @param folder the path of the namespace's folder
   * @param facets the names of the facets' files
   * @internal
   */
  async readFiles(folder: string, id: string, facets: readonly string[]): Promise<StoredObject> {
    let object = await this.#withCopy(join(folder, `${id}.sqlite`), readObject);
    for (const facet of facets) {
      const file = join(folder, facet);
      const { size, hasStoredData } = object.hasStoredData
        ? { size: databaseSize(file), hasStoredData: true }
        : await this.#withCopy(file, readObject);
      object = { ...object, size: object.size + size, hasStoredData };
    }
    return object;
  }

  /**
   * Reads the names in a namespace's alarm store, by ID; empty if there is no such store.
   * @param namespace the folder of the store
   * @throws Error for a store that can't be read
   */
  async alarmNames({ plugin, uniqueKey }: StateNamespace): Promise<Map<string, string>> {
    try {
      const store = join(this.directory, plugin, uniqueKey, "metadata.sqlite");
      return await this.#withCopy(store, readAlarmNames);
    } catch (error) {
      if (hasCode(error, "ENOENT")) return new Map();
      throw error;
    }
  }

  /** Removes the copies. */
  async close(): Promise<void> {
    await this.#queue;
    this.#copies.close();
    await this.#scratch.remove();
  }

  /** Calls `close`, so that `await using` closes the reader at the end of its block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** One copy at a time, with a turn of the event loop in between. */
  #withCopy<Result>(file: string, read: ReadDatabase<Result>): Promise<Result> {
    const result = this.#queue.then(async () => {
      await setImmediate();
      return this.#copies.read(file, read);
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

function readObject(database: Sqlite, schema: string, size: number): StoredObject {
  return { size, ...readContents(database, schema) };
}
