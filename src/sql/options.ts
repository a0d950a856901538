import { ErrorCode, rangeError } from "../format/errors.js";

/** The databases whose SQL is known. `mysql` is MariaDB's too, and `trino` Athena's. */
export const SQL_DIALECTS = [
  "postgres",
  "duckdb",
  "sqlite",
  "mysql",
  "clickhouse",
  "spark",
  "databricks",
  "bigquery",
  "snowflake",
  "trino",
  "mssql",
  "datafusion",
] as const;

/** A database whose SQL is known. `mysql` is MariaDB's too, and `trino` Athena's. */
export type SqlDialect = (typeof SQL_DIALECTS)[number];

/** What an expression can say of an ID. */
export const SQL_RESULTS = ["valid", "verdict", "namespace", "jurisdiction"] as const;

/**
 * What an expression says of an ID: `valid`, true or false; `verdict`, the name of its verdict; `namespace`, the label of
 * the namespace that it belongs to, or null; `jurisdiction`, the name of its jurisdiction, or null.
 */
export type SqlResult = (typeof SQL_RESULTS)[number];

/** What SQL can be written as. */
export const SQL_FORMS = ["expression", "function", "query"] as const;

/** What SQL is written as: an expression, a statement that makes a function of it, or a query of a table. */
export type SqlForm = (typeof SQL_FORMS)[number];

/** How SQL is written. */
export interface SqlOptions {
  /** The database that runs it. */
  dialect: SqlDialect;
  /** The column of text, as in `id` or `rooms.id`; by default `id`, or `name` for `sqlIdFromName`. It is quoted. */
  column?: string | undefined;
  /** What it is written as; by default `expression`. */
  as?: SqlForm | undefined;
  /** The table of a query, as in `rooms` or `app.rooms`. It is quoted. */
  table?: string | undefined;
  /**
   * The name of a function, as in `is_room` or `app.is_room`, or of the column that a query adds; by default `durable_id_`
   * and the result. It is quoted.
   */
  name?: string | undefined;
  /**
   * Parameters of a prepared statement, which grow: with this array, the SQL has placeholders instead of what is derived from
   * the keys, and the array gets the value of each, a string of hex digits. They are numbered after those that it has already.
   */
  parameters?: string[] | undefined;
  /**
   * Whether what is derived from a secret `key` may be in the SQL. It is as good as the key: anyone who can read the query, a log
   * of it or the function can make IDs. By default it may only be in `parameters`.
   */
  allowSecretKey?: boolean | undefined;
}

/** How {@link sqlExpression} writes SQL. */
export interface SqlVerdictOptions extends SqlOptions {
  /** What it says of an ID; by default `valid`. */
  result?: SqlResult | undefined;
}

/** @throws RangeError (`ERR_DO_ARGUMENT`) for a value that is not one of those allowed */
export function checkOneOf<Value>(option: string, value: Value, allowed: readonly Value[]): void {
  if (allowed.includes(value)) return;
  throw rangeError(ErrorCode.argument, `${option} must be one of ${allowed.join(", ")}, got ${JSON.stringify(value)}.`);
}
