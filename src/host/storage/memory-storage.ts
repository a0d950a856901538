import { argumentError } from "../../format/errors.js";
import { unsupported } from "../unsupported.js";
import { AlarmTime } from "./alarm.js";
import { KeyValueApi } from "./key-value-api.js";
import { KeyValues } from "./key-values.js";
import { SqlDatabase } from "./sql-database.js";
import { SqlStorage } from "./sql-storage.js";
import { SyncKeyValues } from "./sync-key-values.js";
import { Transaction } from "./transaction.js";

/** The methods of workerd's storage that are missing here. */
const MISSING = ["getCurrentBookmark", "getBookmarkForTime", "onNextSessionRestoreBookmark"] as const;

/** @internal The alarm of a storage, for its host. */
export let alarmOf: (storage: MemoryStorage) => AlarmTime;

/**
 * The storage of one object, in memory, like that of an object with SQLite storage in workerd. `sql` needs the package
 * `libsql`.
 */
export class MemoryStorage extends KeyValueApi {
  /** The same entries, with synchronous methods. */
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

  /** Resolves at once, because the data is only in memory. */
  async sync(): Promise<void> {}

  /**
   * Runs a callback, and undoes all changes if it fails or calls `rollback`. The object gets no other event until it ends.
   * @typeParam Result the result of the callback
   * @param callback called with the transaction
   * @returns the result of the callback
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
   * @typeParam Result the result of the callback
   * @param callback a synchronous function: changes after an `await` are not undone
   * @returns the result of the callback
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

  /** @returns a function that ends the transaction, and undoes it unless `isKept` */
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
 * Returns the storage of an object, always the same for the same ID.
 * @param id the object's ID, or its digits
 * @returns the storage
 */
export type StorageOf = (id: { toString(): string }) => MemoryStorage;

/**
 * Creates storage in memory, which is the default of a host. Passing the same storage to a second host simulates a restart:
 * its objects find their data again.
 * @returns a value for the option `storage` of `host`
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
