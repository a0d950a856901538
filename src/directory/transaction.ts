import type { Sqlite } from "../sqlite/sqlite.js";
import { whenFree, withBusyTimeout } from "./busy.js";

/** Runs statements as one: all of them happen, or none. It is the only writer from its start on. */
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

/** Runs statements as one, once no other connection is writing: meanwhile the event loop goes on. */
export function transactionWhenFree<T>(connection: Sqlite, work: () => T): Promise<T> {
  return whenFree(() => withBusyTimeout(connection, 0, () => inTransaction(connection, work)));
}

function rollBack(connection: Sqlite): void {
  try {
    connection.exec("ROLLBACK");
  } catch {
    // After some errors, such as a full disk, SQLite has rolled back already.
  }
}
