import { statSync } from "node:fs";
import type { Sqlite } from "../sqlite/sqlite.js";
import { withBusyTimeout } from "./busy.js";

/** The size of the log in bytes from which on it is moved into the database after a commit. */
const LIMIT = 32 * 2 ** 20;

/** Milliseconds that a checkpoint waits for readers of an older state. They read one page at a time. */
const PATIENCE = 1000;

/**
 * SQLite's log of committed pages that are not in the database file yet. SQLite's automatic checkpoint never truncates it,
 * and gives up if another process is reading; its checkpoint at the end needs a connection that is closed at once, but
 * `libsql` closes one only when its statements are garbage-collected.
 */
export class WriteAheadLog {
  readonly #connection: Sqlite;
  readonly #path: string;
  #limit = LIMIT;

  constructor(connection: Sqlite) {
    this.#connection = connection;
    const [[, , path]] = connection.prepare("PRAGMA database_list").raw().all() as [number, string, string][];
    this.#path = `${path}-wal`;
  }

  /** Keeps the log short; called after each commit. A reader that never ends delays this until it has ended. */
  bound(): void {
    const size = this.#size();
    if (size <= this.#limit) return;
    this.empty();
    // After a checkpoint that readers prevented, retry when the log has grown by the limit again.
    this.#limit = this.#size() + LIMIT;
  }

  /** Moves everything into the database file, so that a copy of this file is complete, unless another process blocks it. */
  empty(): void {
    try {
      withBusyTimeout(this.#connection, PATIENCE, () => this.#connection.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
    } catch {
      // No data is lost: SQLite reads what remains in the log.
    }
  }

  #size(): number {
    return statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
  }
}
