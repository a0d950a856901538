import { ErrorCode, plainError } from "../errors.js";

/** A prepared statement, as far as a directory needs it. */
export interface Statement {
  run(...values: readonly SqlValue[]): unknown;
  all(...values: readonly SqlValue[]): unknown[];
  /** Rows as arrays from now on. */
  raw(): this;
}

/** What goes into a statement. */
export type SqlValue = string | number | null | Uint8Array;

/** A connection, as far as a directory needs it. */
export interface Connection {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

/** Opens a database file, and makes it where there is none. */
export type Connect = (path: string) => Connection;

/**
 * The optional peer `libsql`, loaded when it is first needed.
 * @throws Error (`ERR_DO_DIRECTORY_OPEN`) where it isn't installed, or has no build for this machine
 */
export async function loadLibsql(): Promise<Connect> {
  try {
    const { default: Database } = await import("libsql");
    return (path) => new Database(path) as unknown as Connection;
  } catch (cause) {
    const error = plainError(
      ErrorCode.directoryOpen,
      "An SQLite directory needs the package libsql, which can't be loaded: run npm install libsql.",
    );
    throw Object.assign(error, { cause });
  }
}
