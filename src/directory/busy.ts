import { setTimeout } from "node:timers/promises";
import type { Sqlite } from "../sqlite/sqlite.js";
import { isSqliteError } from "../sqlite/sqlite-errors.js";

/** Milliseconds that a connection waits for the transactions of others. */
export const BUSY_TIMEOUT = 10_000;

/** The longest pause between two attempts, in milliseconds. */
const LONGEST_PAUSE = 50;

/**
 * Tries again while another connection is in the way, and leaves the thread to others in between: SQLite's own waiting
 * blocks it.
 * @param attempt makes no lasting change when it fails because the database is busy
 * @throws the last error when the database stays busy for {@link BUSY_TIMEOUT}
 */
export async function whenFree<T>(attempt: () => T): Promise<T> {
  const deadline = Date.now() + BUSY_TIMEOUT;
  for (let pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || Date.now() >= deadline) throw error;
    }
    await setTimeout(pause);
  }
}

/** Runs work with another time that SQLite waits, blocking the thread, while another connection is in the way. */
export function withBusyTimeout<T>(connection: Sqlite, milliseconds: number, work: () => T): T {
  const [[before]] = connection.prepare("PRAGMA busy_timeout").raw().all() as [number][];
  connection.exec(`PRAGMA busy_timeout = ${milliseconds}`);
  try {
    return work();
  } finally {
    connection.exec(`PRAGMA busy_timeout = ${before}`);
  }
}

function isBusy(error: unknown): boolean {
  return isSqliteError(error) && error.code.startsWith("SQLITE_BUSY");
}
