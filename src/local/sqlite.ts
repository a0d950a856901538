import type LibsqlDatabase from "libsql";
import { ErrorCode, plainError } from "../errors.js";

/** A connection to an SQLite file, of the package `libsql`. */
export type Sqlite = LibsqlDatabase.Database;

/** Opens an SQLite file. */
export type OpenSqlite = (file: string, options?: LibsqlDatabase.Options) => Sqlite;

/**
 * What opens SQLite files: the optional peer dependency `libsql`, loaded when it is first asked for.
 * @throws Error (`ERR_DO_SQLITE`) where it isn't installed, or has no build for this system
 */
export async function loadSqlite(): Promise<OpenSqlite> {
  try {
    const { default: Database } = await import("libsql");
    return (file, options) => new Database(file, options);
  } catch (error) {
    const reason = (error as Error).message.split("\n", 1)[0];
    throw Object.assign(
      plainError(ErrorCode.sqlite, `Reading SQLite files takes the package "libsql": npm install libsql (${reason}).`),
      { cause: error },
    );
  }
}
