import type { Sqlite, SqliteStatement } from "../sqlite/sqlite.js";
import { FREE_NUMBER, integer } from "./statements.js";

/** The numbers in use, whose objects must not be removed: those of namespaces and of copies. */
const USED = "(SELECT number FROM namespaces UNION ALL SELECT number FROM copies)";

/** Text is returned as hex, numbers are cast, and IDs are passed as hex, as in statements.ts. */
const SQL = {
  copy: `SELECT ${["number", "objects", "objects_before", "started", "is_complete"].map(integer)}, hex(cursor) FROM copies
    WHERE source = ?1 AND namespace = ?2`,
  // Replaces an existing one, which restarts the copy.
  beginCopy: `INSERT OR REPLACE INTO copies VALUES (?1, ?2, ${FREE_NUMBER}, '', 0, NULL, ?3, 0)`,
  addCopied: "INSERT OR IGNORE INTO objects (namespace, id, stored) VALUES (?1, unhex(?2), ?3)",
  updateCopied: "UPDATE objects SET stored = ?3 WHERE namespace = ?1 AND id = unhex(?2)",
  // Changes nothing if another process has changed the copy.
  advanceCopy: `UPDATE copies SET cursor = ?5, objects = objects + ?6
    WHERE source = ?1 AND namespace = ?2 AND number = ?3 AND cursor = ?4 AND NOT is_complete`,
  completeCopy: `UPDATE copies SET is_complete = 1, objects_before = ?5
    WHERE source = ?1 AND namespace = ?2 AND number = ?3 AND cursor = ?4 AND NOT is_complete`,
  listCopy: `INSERT INTO namespaces (number, id, script, class, use_sqlite, jurisdictions, name, source)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT (id) DO UPDATE SET number = excluded.number, script = excluded.script, class = excluded.class,
      use_sqlite = coalesce(excluded.use_sqlite, use_sqlite), name = excluded.name, source = excluded.source`,
  hasCopies: "SELECT 1 FROM copies LIMIT 1",
  copiesOf: "SELECT hex(namespace) FROM copies WHERE source = ?1",
  forgetCopy: "DELETE FROM copies WHERE source = ?1 AND namespace = ?2",
  namespacesOf: "SELECT hex(id) FROM namespaces WHERE source = ?1",
  removeNamespace: "DELETE FROM namespaces WHERE id = ?1",
  // The numbers of objects without a namespace or copy, with one seek for each number.
  strayNumbers: `WITH RECURSIVE numbers (number) AS (
      SELECT min(namespace) FROM objects
      UNION ALL SELECT (SELECT min(namespace) FROM objects WHERE namespace > number) FROM numbers WHERE number IS NOT NULL
    )
    SELECT ${integer("number")} FROM numbers
    WHERE number IS NOT NULL AND number NOT IN ${USED}`,
  sweep: `DELETE FROM objects WHERE namespace = ?1
    AND ?1 NOT IN ${USED}
    AND id IN (SELECT id FROM objects WHERE namespace = ?1 ORDER BY id LIMIT ?2)`,
} as const;

/** The statements for copies, by name; rows are arrays. */
export type CopyStatements = Readonly<Record<keyof typeof SQL, SqliteStatement>>;

/** A row of `copy`. */
export type CopyRow = readonly [
  number: number,
  objects: number,
  before: number | null,
  started: number,
  isComplete: number,
  cursor: string,
];

/** Prepares all statements, once for each connection. */
export function prepareCopyStatements(connection: Sqlite): CopyStatements {
  const prepare = (name: keyof typeof SQL) => connection.prepare(SQL[name]);
  return {
    copy: prepare("copy").raw(),
    beginCopy: prepare("beginCopy"),
    addCopied: prepare("addCopied"),
    updateCopied: prepare("updateCopied"),
    advanceCopy: prepare("advanceCopy"),
    completeCopy: prepare("completeCopy"),
    listCopy: prepare("listCopy"),
    copiesOf: prepare("copiesOf").raw(),
    hasCopies: prepare("hasCopies").raw(),
    forgetCopy: prepare("forgetCopy"),
    namespacesOf: prepare("namespacesOf").raw(),
    removeNamespace: prepare("removeNamespace"),
    strayNumbers: prepare("strayNumbers").raw(),
    sweep: prepare("sweep"),
  };
}
