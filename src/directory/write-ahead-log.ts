import { statSync } from "node:fs";
import type { Sqlite } from "../sqlite/sqlite.js";
import { withBusyTimeout } from "./busy.js";

/** Bytes of the log from which on its content is moved into the database after a commit. */
const LIMIT = 32 * 2 ** 20;

/** Milliseconds that a checkpoint waits for readers of an older state. They read a page at a time. */
const PATIENCE = 1000;

/**
 * The file with committed pages that are not in the database file yet. SQLite's automatic checkpoint never shortens it,
 * and gives up when another process reads at that moment; its checkpoint at the end needs a connection that is closed at
 * once, and `libsql` closes one when its statements are collected as garbage.
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

  /** Keeps the log short, to be called after each commit. A reader that never ends delays this until it has ended. */
  bound(): void {
    const size = this.#size();
    if (size <= this.#limit) return;
    this.empty();
    // After a checkpoint that readers prevented, the next one is due when the log has grown by as much again.
    this.#limit = this.#size() + LIMIT;
  }

  /** Moves everything into the database file, so that a copy of this file has it, unless another process is in the way. */
  empty(): void {
    try {
      withBusyTimeout(this.#connection, PATIENCE, () => this.#connection.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
    } catch {
      // Nothing is lost: what stays in the log is read from there.
    }
  }

  #size(): number {
    return statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
  }
}
