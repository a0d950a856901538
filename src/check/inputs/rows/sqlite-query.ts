import type { Sqlite } from "../../../sqlite/sqlite.js";
import { bytesOfHex, textDecoder } from "../../../sqlite/text.js";
import { asciiJson, JsonRows } from "./json-rows.js";
import { ROWS_SIZE } from "./rows-input.js";

const VIEW = "durable_id_query";
/** Numbers that JSON can represent; SQLite also has `Inf`. */
const JSON_NUMBER = /^-?\d+(\.\d+)?(e[+-]\d+)?$/;

/** A prepared query of an open database. */
export interface Query {
  /** The names of its columns, all different. */
  readonly columns: readonly string[];
  /** Its rows as JSON lines, an object each. */
  rows(): Iterable<Uint8Array>;
}

/**
 * Prepares a query. It is created as a view, which must be a single SELECT (or VALUES, or WITH), so it can't change data.
 * @param sql the user's query
 * @throws SqliteError for SQL that isn't a valid query of this database
 */
export function prepareQuery(database: Sqlite, sql: string): Query {
  database.exec("PRAGMA temp_store = MEMORY");
  const query = sql.trim().replace(/(\s*;)+$/, "");
  database.prepare(`CREATE TEMP VIEW ${VIEW} AS SELECT * FROM (\n${query}\n)`).run();
  const names = rowsOf(database, `SELECT hex(name) FROM pragma_table_info('${VIEW}') ORDER BY cid`);
  const decoder = textDecoder(database);
  const columns = Array.from(names, ([name]) => decoder.decode(bytesOfHex(name)));
  return { columns, rows: () => jsonRows(database, columns, decoder) };
}

function* jsonRows(database: Sqlite, columns: readonly string[], decoder: TextDecoder): Iterable<Uint8Array> {
  const names = columns.map((_, i) => `c${i}`);
  const values = names.map((name) => `typeof(${name}), hex(${name})`);
  const sql = `WITH q(${names.join()}) AS (SELECT * FROM ${VIEW}) SELECT ${values.join()} FROM q`;
  const members = columns.map((name, i) => `${i === 0 ? "{" : ","}${asciiJson(name)}:`);
  const isUtf8 = decoder.encoding === "utf-8";
  const rows = new JsonRows();
  for (const row of rowsOf(database, sql)) {
    for (const [i, member] of members.entries()) {
      rows.raw(member);
      const bytes = bytesOfHex(row[2 * i + 1]);
      const type = row[2 * i];
      if (type === "null") rows.raw("null");
      else if (type === "blob") rows.hex(bytes);
      else {
        const text = isUtf8 ? bytes : Buffer.from(decoder.decode(bytes));
        if (type === "text") rows.string(text);
        else writeNumber(rows, Buffer.from(text).toString("latin1"));
      }
    }
    rows.raw("}\n");
    if (rows.length >= ROWS_SIZE) yield rows.take();
  }
  if (rows.length > 0) yield rows.take();
}

function writeNumber(rows: JsonRows, text: string): void {
  rows.raw(JSON_NUMBER.test(text) ? text : JSON.stringify(text));
}

/** The rows of a statement whose columns are all text, as those of `hex` and `typeof` are. */
function rowsOf(database: Sqlite, sql: string): Iterable<readonly string[]> {
  return database.prepare(sql).raw().iterate() as Iterable<string[]>;
}
