import { ErrorCode, rangeError } from "../format/errors.js";

/** The supported databases. `mysql` is also for MariaDB, and `trino` for Athena. */
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

/** A supported database. `mysql` is also for MariaDB, and `trino` for Athena. */
export type SqlDialect = (typeof SQL_DIALECTS)[number];

/** The possible results of an expression. */
export const SQL_RESULTS = ["valid", "verdict", "namespace", "jurisdiction"] as const;

/**
 * The result of an expression for an ID: `valid`, true or false; `verdict`, the name of its verdict; `namespace`, the
 * label of the namespace that it belongs to, or null; `jurisdiction`, the name of its jurisdiction, or null.
 */
export type SqlResult = (typeof SQL_RESULTS)[number];

/** The forms of the SQL. */
export const SQL_FORMS = ["expression", "function", "query"] as const;

/** The form of the SQL: an expression, a statement that creates a function, or a query of a table. */
export type SqlForm = (typeof SQL_FORMS)[number];

/** Options for writing SQL. */
export interface SqlOptions {
  /** The database that runs it. */
  dialect: SqlDialect;
  /** The column of text, as in `id` or `rooms.id`; by default `id`, or `name` for `sqlIdFromName`. It is quoted. */
  column?: string | undefined;
  /** The form; `expression` by default. */
  as?: SqlForm | undefined;
  /** The table of a query, as in `rooms` or `app.rooms`. It is quoted. */
  table?: string | undefined;
  /**
   * The name of a function, as in `is_room` or `app.is_room`, or of the column that a query adds; by default `durable_id_`
   * and the result. It is quoted.
   */
  name?: string | undefined;
  /**
   * Collects the parameters of a prepared statement: with this array, the SQL has placeholders instead of constants that are
   * derived from the keys, and the values, strings of hex digits, are appended to the array. Numbering starts after its elements.
   */
  parameters?: string[] | undefined;
  /**
   * Whether constants derived from a secret `key` may be in the SQL. They reveal as much as the key: anyone who can read the
   * query, a log of it or the function can make IDs. By default they may only be in `parameters`.
   */
  allowSecretKey?: boolean | undefined;
}

/** Options of {@link sqlExpression}. */
export interface SqlVerdictOptions extends SqlOptions {
  /** The result for an ID; `valid` by default. */
  result?: SqlResult | undefined;
}

/** @throws RangeError (`ERR_DO_ARGUMENT`) for a value that is not one of those allowed */
export function checkOneOf<Value>(option: string, value: Value, allowed: readonly Value[]): void {
  if (allowed.includes(value)) return;
  throw rangeError(ErrorCode.argument, `${option} must be one of ${allowed.join(", ")}, got ${JSON.stringify(value)}.`);
}
