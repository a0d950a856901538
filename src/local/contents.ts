import type { Sqlite } from "../sqlite/sqlite.js";

/** What an object's files say. */
export interface Contents {
  /** Whether the object has stored anything: every object that ever ran has a file, so its existence says nothing. */
  readonly hasStoredData: boolean;
  /** The name in its file. Not to be trusted until the ID is derived from it. */
  readonly storedName: string | undefined;
}

const NAME_TABLE = "__miniflare_do_name";
const ALARM_KEY = 1;

/**
 * Reads what an object's database says.
 * @param schema the name under which it is attached to the connection
 */
export function readContents(database: Sqlite, schema = "main"): Contents {
  const tables = tablesOf(database, schema);
  return { hasStoredData: hasStoredData(database, schema, tables), storedName: storedName(database, schema, tables) };
}

/**
 * The names of objects by ID, from a namespace's alarm store. Runtimes before 2026 keep no names there.
 * @param database a connection to `metadata.sqlite` of the namespace's folder
 * @param schema the name under which it is attached to the connection
 */
export function readAlarmNames(database: Sqlite, schema = "main"): Map<string, string> {
  const names = new Map<string, string>();
  const columns = database.prepare("SELECT name FROM pragma_table_info('_cf_ALARM', ?)").all(schema);
  if (!columns.some((column) => (column as { name: unknown }).name === "actor_name")) return names;
  for (const row of database.prepare(`SELECT actor_id, actor_name FROM ${schema}._cf_ALARM`).all()) {
    const { actor_id: id, actor_name: name } = row as Record<string, unknown>;
    if (typeof id === "string" && typeof name === "string") names.set(id, name);
  }
  return names;
}

function tablesOf(database: Sqlite, schema: string): Set<string> {
  const rows = database.prepare(`SELECT name FROM ${schema}.sqlite_master WHERE type = 'table'`).all();
  return new Set(rows.map((row) => String((row as { name: unknown }).name)));
}

/** By table, as seen in runtimes: a key, a table of the user's own, or an alarm that is set. */
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
  const row = database.prepare(`SELECT name FROM ${schema}.${NAME_TABLE} LIMIT 1`).get() as
    | { name: unknown }
    | undefined;
  return typeof row?.name === "string" ? row.name : undefined;
}
