import { ErrorCode, plainError } from "../format/errors.js";

/**
 * A connection to an SQLite file, with the methods that are used here. Not the type of `libsql` itself, because our
 * declarations must compile where it isn't installed, and it adds Node's globals.
 */
export interface Sqlite {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
  close(): unknown;
}

/** A prepared statement; `raw` makes it return rows as arrays from then on. */
export interface SqliteStatement {
  get(...params: unknown[]): unknown;
  all(...params: unknown[]): unknown[];
  run(...params: unknown[]): unknown;
  iterate(...params: unknown[]): IterableIterator<unknown>;
  raw(): SqliteStatement;
}

/** Opens an SQLite file, by its path or a URI. */
export type OpenSqlite = (file: string) => Sqlite;

/**
 * Loads the function that opens SQLite files: the optional peer dependency `libsql`, at the first call.
 * @throws Error (`ERR_DO_SQLITE`) if it isn't installed, or has no build for this system
 */
export async function loadSqlite(): Promise<OpenSqlite> {
  try {
    const { default: Database } = await import("libsql");
    return (file) => new Database(file);
  } catch (error) {
    const reason = (error as Error).message.split("\n", 1)[0];
    throw plainError(
      ErrorCode.sqlite,
      `Reading SQLite files requires the package "libsql": npm install libsql (${reason}).`,
      { cause: error },
    );
  }
}
