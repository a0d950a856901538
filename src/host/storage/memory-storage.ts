import { argumentError } from "../../format/errors.js";
import { unsupported } from "../unsupported.js";
import { AlarmTime } from "./alarm.js";
import { KeyValueApi } from "./key-value-api.js";
import { KeyValues } from "./key-values.js";
import { SqlDatabase } from "./sql-database.js";
import { SqlStorage } from "./sql-storage.js";
import { SyncKeyValues } from "./sync-key-values.js";
import { Transaction } from "./transaction.js";

/** What workerd's has, and this one not. */
const MISSING = ["getCurrentBookmark", "getBookmarkForTime", "onNextSessionRestoreBookmark"] as const;

/** @internal The alarm of a storage, for its host. */
export let alarmOf: (storage: MemoryStorage) => AlarmTime;

/**
 * The storage of one object, in memory: what workerd gives to an object that is backed by SQLite. `sql` takes the package
 * `libsql`.
 */
export class MemoryStorage extends KeyValueApi {
  /** The same entries, read and written at once. */
  readonly kv: SyncKeyValues;
  /** The object's SQLite database. */
  readonly sql: SqlStorage;
  readonly #values: KeyValues;
  readonly #alarm: AlarmTime;
  readonly #database = new SqlDatabase();

  static {
    alarmOf = (storage) => storage.#alarm;
    for (const member of MISSING) {
      const get = () => {
        throw unsupported(`ctx.storage.${member}`);
      };
      Object.defineProperty(MemoryStorage.prototype, member, { get, configurable: true });
    }
  }

  constructor() {
    const values = new KeyValues();
    const alarm = new AlarmTime();
    super(values, alarm, () => {});
    this.#values = values;
    this.#alarm = alarm;
    this.kv = new SyncKeyValues(values);
    this.sql = new SqlStorage(this.#database);
  }

  /** Deletes everything: keys, tables, and the alarm. */
  async deleteAll(): Promise<void> {
    this.#values.clear();
    this.#database.clear();
    this.#alarm.restore(null);
  }

  /** Resolves at once: what is in memory needs no writing. */
  async sync(): Promise<void> {}

  /**
   * Runs a callback, and undoes all changes if it fails, or calls `rollback`. The object gets no other event meanwhile.
   * @typeParam Result what the callback resolves to
   * @param callback gets the transaction
   * @returns what the callback resolves to
   */
  async transaction<Result>(callback: (transaction: Transaction) => Promise<Result> | Result): Promise<Result> {
    if (typeof callback !== "function") throw argumentError("transaction", "DurableObjectStorage", 1, "function");
    const finish = this.#begin();
    const transaction = new Transaction(this.#values, this.#alarm);
    try {
      const result = await callback(transaction);
      finish(transaction.end());
      return result;
    } catch (error) {
      transaction.end();
      finish(false);
      throw error;
    }
  }

  /**
   * Runs a callback, and undoes all changes if it throws.
   * @typeParam Result what the callback returns
   * @param callback not an asynchronous function: what it does after an `await` is not undone
   * @returns what the callback returns
   */
  transactionSync<Result>(callback: () => Result): Result {
    if (typeof callback !== "function") throw argumentError("transactionSync", "DurableObjectStorage", 1, "function");
    const finish = this.#begin();
    try {
      const result = callback();
      finish(true);
      return result;
    } catch (error) {
      finish(false);
      throw error;
    }
  }

  /** @returns what ends the transaction, and undoes it unless its changes are kept */
  #begin(): (isKept: boolean) => void {
    const restoreValues = this.#values.snapshot();
    const alarm = this.#alarm.get();
    const finishSql = this.#database.begin();
    return (isKept) => {
      finishSql(isKept);
      if (isKept) return;
      restoreValues();
      if (this.#alarm.get() !== alarm) this.#alarm.restore(alarm);
    };
  }
}

/**
 * Gives the storage of an object, always the same for the same ID.
 * @param id the object's ID, or its digits
 * @returns the storage
 */
export type StorageOf = (id: { toString(): string }) => MemoryStorage;

/**
 * Storage in memory, which is what a host gives to its objects by default. The same one given to a second host brings its
 * objects back, as a restart does.
 * @returns what `host` takes as its option `storage`
 *
 * @example
 * ```ts
 * import { DurableObject, host, memoryStorage } from "durable-id/host";
 *
 * class Counter extends DurableObject {
 *   async increment(): Promise<number> {
 *     const count = ((await this.ctx.storage.get<number>("count")) ?? 0) + 1;
 *     await this.ctx.storage.put("count", count);
 *     return count;
 *   }
 * }
 * const storage = memoryStorage();
 * await host({ COUNTERS: Counter }, { storage }).COUNTERS.getByName("a").increment(); // → 1
 * await host({ COUNTERS: Counter }, { storage }).COUNTERS.getByName("a").increment(); // → 2
 * ```
 */
export function memoryStorage(): StorageOf {
  const storages = new Map<string, MemoryStorage>();
  return (id) => {
    const storage = storages.get(String(id)) ?? new MemoryStorage();
    storages.set(String(id), storage);
    return storage;
  };
}
