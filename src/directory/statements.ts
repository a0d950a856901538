import type { Sqlite, SqliteStatement } from "../sqlite/sqlite.js";

/** The number in a column: cast, because a damaged file may have text in any column. */
export function integer(column: string): string {
  return `CAST(${column} AS INTEGER)`;
}

/** Text is returned as hex, because libsql ends the process for invalid UTF-8, which a damaged file may have. */
const NAMESPACE_ROW = `number, hex(id), hex(coalesce(name, script || '_' || class)), hex(script), hex(class), ${integer("use_sqlite")},
  iif(unique_key IS NULL, NULL, hex(unique_key)), hex(jurisdictions)`;

/** A number that is not used by any namespace, copy or object. */
export const FREE_NUMBER = `(SELECT 1 + max(coalesce((SELECT max(number) FROM namespaces), 0),
  coalesce((SELECT max(number) FROM copies), 0), coalesce((SELECT max(namespace) FROM objects), 0)))`;

/** Looks up a namespace by its id in the same statement, because a copy that is completed changes its number. */
const NUMBER = "(SELECT number FROM namespaces WHERE id = ?1)";

/** IDs of objects are passed and returned as digits; the file has their bytes. */
const SQL = {
  namespaceCount: "SELECT count(*) FROM namespaces",
  // There are few namespaces, so an offset is fast enough.
  namespaces: `SELECT ${NAMESPACE_ROW} FROM namespaces ORDER BY id LIMIT ?1 OFFSET ?2`,
  namespace: `SELECT ${NAMESPACE_ROW} FROM namespaces WHERE id = ?1`,
  addNamespace: `INSERT INTO namespaces (number, id, script, class, use_sqlite, unique_key, jurisdictions)
    VALUES (${FREE_NUMBER}, ?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (id) DO UPDATE SET name = NULL, script = excluded.script, class = excluded.class, use_sqlite = excluded.use_sqlite,
      unique_key = coalesce(excluded.unique_key, unique_key), jurisdictions = excluded.jurisdictions`,
  // Keyset pagination: a seek in the primary key, which costs the same on every page.
  objectsAfter: `SELECT lower(hex(id)), ${integer("stored")} FROM objects
    WHERE namespace = ${NUMBER} AND id > unhex(?2) ORDER BY id LIMIT ?3`,
  objectsBefore: `SELECT lower(hex(id)), ${integer("stored")} FROM objects
    WHERE namespace = ${NUMBER} AND id < unhex(?2) ORDER BY id DESC LIMIT ?3`,
  // The ID that comes ?3 places later.
  skip: `SELECT lower(hex(id)) FROM objects
    WHERE namespace = ?1 AND id > unhex(?2) ORDER BY id LIMIT 1 OFFSET ?3`,
  countBetween: `SELECT count(*) FROM objects
    WHERE namespace = ?1 AND id > unhex(?2) AND id < unhex(?3)`,
  dataVersion: "PRAGMA data_version",
  // `stored` is NULL if unknown.
  record: `INSERT INTO objects (namespace, id, stored) VALUES (?1, unhex(?2), ?3)
    ON CONFLICT (namespace, id) DO UPDATE SET stored = ?3 WHERE ?3 IS NOT NULL AND stored IS NOT ?3`,
  secret: "SELECT CAST(value AS BLOB) FROM secrets WHERE name = 'cursor'",
} as const;

/** The statements of a directory, by name; rows are arrays. */
export type Statements = Readonly<Record<keyof typeof SQL, SqliteStatement>>;

/** A row of `namespaces` and `namespace`, with texts as hex digits. */
export type NamespaceRow = readonly [
  number: number,
  id: string,
  name: string,
  script: string,
  className: string,
  useSqlite: number | null,
  uniqueKey: string | null,
  jurisdictions: string,
];

/** A row of `objectsAfter` and `objectsBefore`. */
export type ObjectRow = readonly [id: string, stored: number | null];

/** Prepares all statements, once for each connection. */
export function prepareStatements(connection: Sqlite): Statements {
  const prepare = (name: keyof typeof SQL) => connection.prepare(SQL[name]);
  return {
    namespaceCount: prepare("namespaceCount").raw(),
    namespaces: prepare("namespaces").raw(),
    namespace: prepare("namespace").raw(),
    addNamespace: prepare("addNamespace"),
    objectsAfter: prepare("objectsAfter").raw(),
    objectsBefore: prepare("objectsBefore").raw(),
    skip: prepare("skip").raw(),
    countBetween: prepare("countBetween").raw(),
    dataVersion: prepare("dataVersion").raw(),
    record: prepare("record"),
    secret: prepare("secret").raw(),
  };
}
