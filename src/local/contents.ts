import type { Sqlite } from "../sqlite/sqlite.js";
import { bytesOfHex, textDecoder } from "../sqlite/text.js";

/** The content of an object's files, as far as it is read. */
export interface Contents {
  /** Whether the object has stored any data. The existence of the file doesn't imply it: every object that ever ran has one. */
  readonly hasStoredData: boolean;
  /** The name in its file. Untrusted until it has been verified to give the object's ID. */
  readonly storedName: string | undefined;
}

const NAME_TABLE = "__miniflare_do_name";
const ALARM_KEY = 1;

/**
 * Reads the contents of an object's database.
 * @param schema the name under which it is attached to the connection
 */
export function readContents(database: Sqlite, schema = "main"): Contents {
  const tables = tablesOf(database, schema);
  return { hasStoredData: hasStoredData(database, schema, tables), storedName: storedName(database, schema, tables) };
}

/**
 * Reads the names of objects by ID from a namespace's alarm store. Runtimes before 2026 don't store names there.
 * @param database a connection to `metadata.sqlite` of the namespace's folder
 * @param schema the name under which it is attached to the connection
 */
export function readAlarmNames(database: Sqlite, schema = "main"): Map<string, string> {
  const names = new Map<string, string>();
  const column = "SELECT 1 FROM pragma_table_info('_cf_ALARM', ?) WHERE name = 'actor_name'";
  if (database.prepare(column).get(schema) === undefined) return names;
  const stored = `SELECT actor_id AS id, actor_name AS name FROM ${schema}._cf_ALARM`;
  const sql = `SELECT hex(id), hex(name) FROM (${stored}) WHERE typeof(id) = 'text' AND typeof(name) = 'text'`;
  for (const [id, name] of textRows(database, sql)) names.set(id, name);
  return names;
}

function tablesOf(database: Sqlite, schema: string): Set<string> {
  const sql = `SELECT hex(name) FROM ${schema}.sqlite_master WHERE type = 'table'`;
  return new Set(textRows(database, sql).map(([name]) => name));
}

/** Checks the tables as observed in runtimes: a key, a table of the user, or an alarm that is set. */
function hasStoredData(database: Sqlite, schema: string, tables: ReadonlySet<string>): boolean {
  if ([...tables].some((table) => !/^(_cf_|sqlite_)/i.test(table) && table !== NAME_TABLE)) return true;
  if (tables.has("_cf_KV") && database.prepare(`SELECT 1 FROM ${schema}._cf_KV LIMIT 1`).get() !== undefined)
    return true;
  if (!tables.has("_cf_METADATA")) return false;
  const alarm = `SELECT 1 FROM ${schema}._cf_METADATA WHERE key = ? AND value IS NOT NULL`;
  return database.prepare(alarm).get(ALARM_KEY) !== undefined;
}

function storedName(database: Sqlite, schema: string, tables: ReadonlySet<string>): string | undefined {
  if (!tables.has(NAME_TABLE)) return undefined;
  const stored = `SELECT name FROM ${schema}.${NAME_TABLE} LIMIT 1`;
  const [row] = textRows(database, `SELECT hex(name) FROM (${stored}) WHERE typeof(name) = 'text'`);
  return row?.[0];
}

/** The rows of a statement whose columns are all text from `hex`. */
function textRows(database: Sqlite, sql: string): string[][] {
  const rows = database.prepare(sql).raw().all() as string[][];
  const decoder = textDecoder(database);
  return rows.map((row) => row.map((digits) => decoder.decode(bytesOfHex(digits))));
}
