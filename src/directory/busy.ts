import { setTimeout } from "node:timers/promises";
import type { Sqlite } from "../sqlite/sqlite.js";
import { isSqliteError } from "../sqlite/sqlite-errors.js";

/** Milliseconds that a connection waits for other transactions. */
export const BUSY_TIMEOUT = 10_000;

/** The longest pause between two attempts, in milliseconds. */
const LONGEST_PAUSE = 50;

/**
 * Retries while another connection blocks the database, and lets other work run in between: SQLite's own waiting blocks
 * the thread.
 * @param attempt must make no lasting change if it fails because the database is busy
 * @throws the last error if the database is busy for {@link BUSY_TIMEOUT}
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

/** Runs work with another busy timeout: how long SQLite blocks the thread while another connection blocks the database. */
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
