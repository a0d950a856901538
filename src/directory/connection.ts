import type LibsqlDatabase from "libsql";

/** A connection to an SQLite file. */
export type Connection = LibsqlDatabase.Database;

/** A prepared statement. */
export type Statement = LibsqlDatabase.Statement<unknown[]>;
