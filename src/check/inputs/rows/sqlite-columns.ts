import type { Sqlite } from "../../../sqlite/sqlite.js";

/** Rows of each table that are looked at. */
const LOOKED_AT = 1000;
/** Columns that are looked at, at most. */
const MOST_COLUMNS = 2000;

/** A column of a table or view. */
export interface TableColumn {
  readonly table: string;
  readonly column: string;
}

/** The columns of a database, and those of them that seem to hold IDs: one of the first rows does. */
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
      // A virtual table of a module that isn't there.
      return [];
    }
  });
  const looked = all.slice(0, MOST_COLUMNS);
  return { all, likely: looked.filter((column) => holdsIds(database, column)) };
}

/** A query for the values of a column. */
export function selectOf({ table, column }: TableColumn): string {
  return `SELECT ${identifier(column)} FROM ${identifier(table)}`;
}

function holdsIds(database: Sqlite, column: TableColumn): boolean {
  const sql = `WITH v(c) AS (${selectOf(column)} LIMIT ${LOOKED_AT}) SELECT 1 FROM v
    WHERE typeof(c) = 'blob' AND length(c) = 32
    OR typeof(c) = 'text' AND length(c) >= 64 AND length(trim(substr(c, -64), '0123456789abcdefABCDEF')) = 0
    LIMIT 1`;
  try {
    return database.prepare(sql).raw().get() !== undefined;
  } catch {
    // A column whose name can't be read as UTF-8 can't be asked for.
    return false;
  }
}

/** The values of a column that is the only one, and all hex digits. */
function digits(database: Sqlite, sql: string): string[] {
  return (database.prepare(sql).raw().all() as [string][]).map(([value]) => value);
}

/** A name in SQL, in quotes only if it needs them. */
function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function textOf(digits: string): string {
  return Buffer.from(digits, "hex").toString();
}
