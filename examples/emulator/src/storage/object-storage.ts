import { type ListOptions, SqlStorage } from "durable-id/host";
import type Database from "libsql";
import type { Alarm } from "./alarm.js";
import { KeyValues } from "./key-values.js";

/** `ctx.storage`, in Miniflare's file. The host delivers no other event before an operation is done. */
export class ObjectStorage {
  readonly #database: Database.Database;
  readonly #alarm: Alarm;
  readonly kv: KeyValues;
  readonly sql: SqlStorage;

  constructor(database: Database.Database, alarm: Alarm) {
    this.#database = database;
    this.#alarm = alarm;
    this.kv = new KeyValues(database);
    this.sql = new SqlStorage(database);
  }

  async get(keys: string | string[]): Promise<unknown> {
    if (!Array.isArray(keys)) return this.kv.get(keys);
    const entries = [...keys].sort().map((key) => [key, this.kv.get(key)] as const);
    return new Map(entries.filter(([, value]) => value !== undefined));
  }

  async put(keyOrEntries: string | Record<string, unknown>, value?: unknown): Promise<void> {
    if (typeof keyOrEntries !== "object") return this.kv.put(keyOrEntries, value);
    this.transactionSync(() => {
      for (const [key, entry] of Object.entries(keyOrEntries)) this.kv.put(key, entry);
    });
  }

  async delete(keys: string | string[]): Promise<boolean | number> {
    return Array.isArray(keys) ? keys.filter((key) => this.kv.delete(key)).length : this.kv.delete(keys);
  }

  async list(options?: ListOptions): Promise<Map<string, unknown>> {
    return new Map(this.kv.list(options));
  }

  async deleteAll(): Promise<void> {
    this.#alarm.delete();
    this.#database.exec("DELETE FROM _cf_KV; PRAGMA foreign_keys = OFF");
    // Virtual tables first, because they drop their own tables.
    const order = "ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC";
    const sql = `SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') ${order}`;
    for (const [type, name] of this.#database.prepare(sql).raw().all([]) as [string, string][]) {
      if (!/^(_cf_|sqlite_)/i.test(name)) this.#database.exec(`DROP ${type} IF EXISTS "${name.replaceAll('"', '""')}"`);
    }
    this.#database.exec("PRAGMA foreign_keys = ON");
  }

  async getAlarm(): Promise<number | null> {
    return this.#alarm.get();
  }

  async setAlarm(time: number | Date): Promise<void> {
    this.#alarm.set(time);
  }

  async deleteAlarm(): Promise<void> {
    this.#alarm.delete();
  }

  async sync(): Promise<void> {}

  transactionSync<Result>(callback: () => Result): Result {
    this.#database.exec("SAVEPOINT callback");
    try {
      const result = callback();
      this.#database.exec("RELEASE callback");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK TO callback; RELEASE callback");
      throw error;
    }
  }

  async transaction<Result>(callback: (transaction: object) => Promise<Result>): Promise<Result> {
    let isUndone = false;
    const rollback = () => {
      isUndone = true;
    };
    const transaction = {
      get: this.get.bind(this),
      put: this.put.bind(this),
      delete: this.delete.bind(this),
      list: this.list.bind(this),
      rollback,
    };
    this.#database.exec("SAVEPOINT callback");
    try {
      return await callback(transaction);
    } catch (error) {
      rollback();
      throw error;
    } finally {
      this.#database.exec(isUndone ? "ROLLBACK TO callback; RELEASE callback" : "RELEASE callback");
    }
  }
}
