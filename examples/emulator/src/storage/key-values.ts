import type { ListOptions } from "durable-id/host";
import type Database from "libsql";
import { packValue, unpackValue } from "../values.js";

/** `ctx.storage.kv`: keys and values in the table `_cf_KV`. */
export class KeyValues {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
    database.exec("CREATE TABLE IF NOT EXISTS _cf_KV (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID");
  }

  get(key: string): unknown {
    const row = this.#database
      .prepare("SELECT value FROM _cf_KV WHERE key = ?")
      .raw()
      .get([String(key)]);
    return row === undefined ? undefined : unpackValue((row as [Uint8Array])[0]);
  }

  put(key: string, value: unknown): void {
    if (value === undefined) throw new TypeError("put() called with undefined value.");
    const bytes = packValue(value, true);
    this.#database.prepare("INSERT OR REPLACE INTO _cf_KV VALUES (?, ?)").run([String(key), bytes]);
  }

  delete(key: string): boolean {
    return this.#database.prepare("DELETE FROM _cf_KV WHERE key = ?").run([String(key)]).changes > 0;
  }

  *list({ start, startAfter, end, prefix, reverse = false, limit }: ListOptions = {}): Generator<[string, unknown]> {
    if (start !== undefined && startAfter !== undefined) {
      throw new TypeError("list() cannot be called with both start and startAfter values.");
    }
    if (limit !== undefined && limit <= 0) throw new TypeError("List limit must be positive.");
    const conditions: string[] = [];
    const values: (string | number)[] = [];
    const where = (condition: string, value: string | undefined) => {
      if (value === undefined) return;
      conditions.push(condition);
      values.push(value);
    };
    where("key >= ?", start);
    where("key > ?", startAfter);
    where("key < ?", end);
    where("instr(key, ?) = 1", prefix);
    const filter = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
    const order = reverse ? "DESC" : "ASC";
    const sql = `SELECT key, value FROM _cf_KV ${filter} ORDER BY key ${order} LIMIT ?`;
    const rows = this.#database
      .prepare(sql)
      .raw()
      .all([...values, limit ?? -1]) as [string, Uint8Array][];
    for (const [key, value] of rows) yield [key, unpackValue(value)];
  }
}
