import type { Sqlite } from "../../../sqlite/sqlite.js";
import { bytesOfHex } from "../../../sqlite/text.js";

/** How many rows of each table are examined. */
const LOOKED_AT = 1000;
/** The maximum number of columns that are examined. */
const MOST_COLUMNS = 2000;

/** A column of a table or view. */
export interface TableColumn {
  readonly table: string;
  readonly column: string;
}

/** The columns of a database, and those that seem to hold IDs, those with the most IDs first. */
export function findIdColumns(database: Sqlite): { readonly all: TableColumn[]; readonly likely: TableColumn[] } {
  const tables = digits(
    database,
    "SELECT hex(name) FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'",
  );
  const all = tables.flatMap((table) => {
    try {
      const columns = digits(database, `SELECT hex(name) FROM pragma_table_info(CAST(x'${table}' AS TEXT))`);
      return columns.map((column) => ({ table: textOf(table), column: textOf(column) }));
    } catch {
      // A virtual table whose module isn't available.
      return [];
    }
  });
  const counted = all.slice(0, MOST_COLUMNS).map((column) => ({ column, count: countIds(database, column) }));
  const likely = counted.filter(({ count }) => count > 0).sort((one, other) => other.count - one.count);
  return { all, likely: likely.map(({ column }) => column) };
}

/** A query for the values of a column. */
export function selectOf({ table, column }: TableColumn): string {
  return `SELECT ${identifier(column)} FROM ${identifier(table)}`;
}

/** How many of a column's first values may be IDs. */
function countIds(database: Sqlite, column: TableColumn): number {
  const sql = `WITH v(c) AS (${selectOf(column)} LIMIT ${LOOKED_AT}) SELECT count(*) FROM v
    WHERE typeof(c) = 'blob' AND length(c) = 32
    OR typeof(c) = 'text' AND length(c) >= 64 AND length(trim(substr(c, -64), '0123456789abcdefABCDEF')) = 0`;
  try {
    const [count] = database.prepare(sql).raw().get() as [number];
    return count;
  } catch {
    // A column whose name isn't valid UTF-8 can't be queried.
    return 0;
  }
}

/** The values of the only column of a query, all of them hex digits. */
function digits(database: Sqlite, sql: string): string[] {
  return (database.prepare(sql).raw().all() as [string][]).map(([value]) => value);
}

/** A name in SQL, in quotes only if it needs them. */
function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function textOf(digits: string): string {
  return bytesOfHex(digits).toString();
}
