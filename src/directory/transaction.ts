import type { Sqlite } from "../sqlite/sqlite.js";
import { whenFree, withBusyTimeout } from "./busy.js";

/** Runs statements as a transaction: all of them take effect, or none. No other connection can write while it runs. */
export function inTransaction<T>(connection: Sqlite, work: () => T): T {
  connection.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    connection.exec("COMMIT");
    return result;
  } catch (error) {
    rollBack(connection);
    throw error;
  }
}

/** Runs a transaction once no other connection is writing, without blocking the event loop. */
export function transactionWhenFree<T>(connection: Sqlite, work: () => T): Promise<T> {
  return whenFree(() => withBusyTimeout(connection, 0, () => inTransaction(connection, work)));
}

function rollBack(connection: Sqlite): void {
  try {
    connection.exec("ROLLBACK");
  } catch {
    // After some errors, such as a full disk, SQLite has already rolled back.
  }
}
