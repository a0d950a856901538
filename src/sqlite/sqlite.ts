import { ErrorCode, plainError } from "../format/errors.js";

/**
 * A connection to an SQLite file, as far as it is used here. Not the type of `libsql` itself, for our declarations must
 * compile where that isn't installed, and it brings Node's globals along.
 */
export interface Sqlite {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
  close(): unknown;
}

/** A prepared statement of it; `raw` makes its rows arrays from then on. */
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
 * What opens SQLite files: the optional peer dependency `libsql`, loaded when it is first asked for.
 * @throws Error (`ERR_DO_SQLITE`) where it isn't installed, or has no build for this system
 */
export async function loadSqlite(): Promise<OpenSqlite> {
  try {
    const { default: Database } = await import("libsql");
    return (file) => new Database(file);
  } catch (error) {
    const reason = (error as Error).message.split("\n", 1)[0];
    throw plainError(
      ErrorCode.sqlite,
      `Reading SQLite files takes the package "libsql": npm install libsql (${reason}).`,
      { cause: error },
    );
  }
}
