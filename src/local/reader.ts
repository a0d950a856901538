import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Contents, readAlarmNames, readContents } from "./contents.js";
import { copyDatabase } from "./snapshot.js";
import { loadSqlite, type OpenSqlite, type Sqlite } from "./sqlite.js";
import type { StateNamespace } from "./state.js";
import { hasCode } from "./system-errors.js";
import { TemporaryFolder } from "./temporary-folder.js";

/** What there is to read of an object's file. */
export interface StoredObject extends Contents {
  /** The bytes of its file and the WAL beside it. */
  readonly size: number;
}

/**
 * Reads objects of a state directory, whether a runtime is at work on it or not. Their files are copied aside, and the
 * copies are opened: SQLite would write beside the originals, and checkpoint them. To be closed after use.
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
export class StateReader {
  /** The state directory, as it was given. */
  readonly directory: string;
  readonly #open: OpenSqlite;
  readonly #scratch: TemporaryFolder;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(directory: string, open: OpenSqlite, scratch: TemporaryFolder) {
    this.directory = directory;
    this.#open = open;
    this.#scratch = scratch;
  }

  /**
   * Makes a reader, and a folder of its own for copies; the state directory is not looked at yet.
   * @param directory such as `.wrangler/state/v3`
   * @throws Error (`ERR_DO_SQLITE`) where the package `libsql` isn't installed
   */
  static async open(directory: string): Promise<StateReader> {
    const open = await loadSqlite();
    return new StateReader(directory, open, await TemporaryFolder.open());
  }

  /**
   * What an object's file says.
   * @param namespace the folder that the object is in
   * @param id 64 lower-case hex digits: the file's name
   * @throws Error for a file that isn't there, can't be read, is no database, or is written to without a pause
   */
  read({ plugin, uniqueKey }: StateNamespace, id: string): Promise<StoredObject> {
    return this.#withCopy(join(this.directory, plugin, uniqueKey, `${id}.sqlite`), (database, size) => ({
      size,
      ...readContents(database),
    }));
  }

  /**
   * The names that a namespace's alarm store holds, by ID: none where there is no such store.
   * @param namespace the folder that the store is in
   * @throws Error for a store that can't be read
   */
  async alarmNames({ plugin, uniqueKey }: StateNamespace): Promise<Map<string, string>> {
    try {
      return await this.#withCopy(join(this.directory, plugin, uniqueKey, "metadata.sqlite"), readAlarmNames);
    } catch (error) {
      if (hasCode(error, "ENOENT")) return new Map();
      throw error;
    }
  }

  /** Removes what was copied. */
  async close(): Promise<void> {
    await this.#queue;
    await this.#scratch.remove();
  }

  /** One at a time, each copy in a folder of its own. */
  #withCopy<Result>(file: string, use: (database: Sqlite, size: number) => Result): Promise<Result> {
    const result = this.#queue.then(async () => {
      // `libsql` lets go of a database when its statements are collected as garbage, and only then SQLite removes the
      // WAL of that name (seen: files that vanish long after `close`). Under one name, it could be the next copy's.
      const folder = await mkdtemp(join(this.#scratch.path, "copy-"));
      try {
        const copy = join(folder, "copy.sqlite");
        const size = await copyDatabase(file, copy);
        const database = this.#open(copy);
        try {
          return use(database, size);
        } finally {
          database.close();
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }
}
