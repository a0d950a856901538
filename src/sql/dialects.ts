import type { Dialect } from "./dialect.js";
import { bigquery } from "./dialects/bigquery.js";
import { clickhouse } from "./dialects/clickhouse.js";
import { datafusion } from "./dialects/datafusion.js";
import { duckdb } from "./dialects/duckdb.js";
import { mssql } from "./dialects/mssql.js";
import { mysql } from "./dialects/mysql.js";
import { postgres } from "./dialects/postgres.js";
import { snowflake } from "./dialects/snowflake.js";
import { spark } from "./dialects/spark.js";
import { sqlite } from "./dialects/sqlite.js";
import { trino } from "./dialects/trino.js";
import { checkOneOf, SQL_DIALECTS, type SqlDialect } from "./options.js";

const DIALECTS: Readonly<Record<SqlDialect, Dialect>> = {
  postgres,
  duckdb,
  sqlite,
  mysql,
  clickhouse,
  spark,
  databricks: spark,
  bigquery,
  snowflake,
  trino,
  mssql,
  datafusion,
};

/** The dialect with this name. @throws RangeError (`ERR_DO_ARGUMENT`) for an unknown name */
export function dialectOf(name: SqlDialect): Dialect {
  checkOneOf("dialect", name, SQL_DIALECTS);
  return DIALECTS[name];
}
