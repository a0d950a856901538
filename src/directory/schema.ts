import { ErrorCode, plainError } from "../format/errors.js";
import type { Sqlite } from "../sqlite/sqlite.js";
import { BUSY_TIMEOUT } from "./busy.js";
import { inTransaction } from "./transaction.js";

/** Identifies our files in the header: "DOid" in ASCII. */
const APPLICATION_ID = 0x444f6964;

/** Bytes of the secret that the first migration draws. */
export const SECRET_SIZE = 32;

/**
 * 64 MiB of cache, and a WAL of 32 MiB before it is written back. IDs are random, so a batch touches pages all over the
 * file: with the defaults, each page is written back for every few IDs, and recording takes twice as long (measured).
 */
const TUNING = "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192";

/**
 * The migrations of the schema: entry n leads from version n to n + 1. Released entries must never change.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
   INSERT INTO secrets VALUES ('cursor', randomblob(32));
   CREATE TABLE namespaces (
     number INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     script TEXT NOT NULL,
     class TEXT NOT NULL,
     use_sqlite INTEGER,
     unique_key TEXT,
     jurisdictions TEXT NOT NULL
   );
   CREATE TABLE objects (
     namespace INTEGER NOT NULL REFERENCES namespaces (number),
     id BLOB NOT NULL CHECK (length(id) = 32),
     stored INTEGER,
     PRIMARY KEY (namespace, id)
   ) WITHOUT ROWID;`,
  // Copies of other listings. Their objects have a separate number, which becomes the namespace's when the copy is
  // complete: so the table of objects no longer references that of namespaces.
  `ALTER TABLE namespaces ADD COLUMN name TEXT;
   ALTER TABLE namespaces ADD COLUMN source TEXT;
   CREATE TABLE unreferenced_objects (
     namespace INTEGER NOT NULL,
     id BLOB NOT NULL CHECK (length(id) = 32),
     stored INTEGER,
     PRIMARY KEY (namespace, id)
   ) WITHOUT ROWID;
   INSERT INTO unreferenced_objects SELECT namespace, id, stored FROM objects;
   DROP TABLE objects;
   ALTER TABLE unreferenced_objects RENAME TO objects;
   CREATE TABLE copies (
     source TEXT NOT NULL,
     namespace TEXT NOT NULL,
     number INTEGER NOT NULL,
     cursor TEXT NOT NULL,
     objects INTEGER NOT NULL,
     objects_before INTEGER,
     started INTEGER NOT NULL,
     is_complete INTEGER NOT NULL,
     PRIMARY KEY (source, namespace)
   ) WITHOUT ROWID;`,
];

/**
 * Prepares a connection to a file that is new, or has this version or an older one. Uses WAL, so that readers and a writer
 * never wait for each other, and committed data survives a kill of the process at any moment. While another connection
 * blocks the file, it fails at once and changes nothing; afterwards, the connection waits.
 * @throws Error (`ERR_DO_DIRECTORY_OPEN`) for a file of a newer version, or another kind of file
 */
export function prepareDatabase(connection: Sqlite, path: string, migrations: readonly string[] = MIGRATIONS): void {
  connection.exec("PRAGMA busy_timeout = 0");
  // Checked before anything is changed: a file that is not a directory must stay unchanged.
  const isCurrent = checkVersion(connection, path, migrations) === migrations.length;
  connection.exec("PRAGMA journal_mode = WAL");
  connection.exec(`PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; ${TUNING}`);
  // Without this check, opening would wait for the transactions of other processes.
  if (!isCurrent) inTransaction(connection, () => migrate(connection, path, migrations));
  connection.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
}

/** Migrates the schema to the current version, unless another process has already done so. */
function migrate(connection: Sqlite, path: string, migrations: readonly string[]): void {
  const version = checkVersion(connection, path, migrations);
  if (version === migrations.length) return;
  for (const migration of migrations.slice(version)) connection.exec(migration);
  connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length}`);
}

/** The version of the schema in the file; 0 in a new file. */
function checkVersion(connection: Sqlite, path: string, migrations: readonly string[]): number {
  const version = readNumber(connection, "PRAGMA user_version");
  const application = readNumber(connection, "PRAGMA application_id");
  const tables = readNumber(connection, "SELECT count(*) FROM sqlite_master");
  const isNew = version === 0 && application === 0 && tables === 0;
  if (!isNew && application !== APPLICATION_ID) throw openError(path, "it is not a durable-id database");
  if (version <= migrations.length) return version;
  throw openError(
    path,
    `its schema is version ${version}, but this release supports versions up to ${migrations.length}; update durable-id`,
  );
}

function readNumber(connection: Sqlite, sql: string): number {
  const [row] = connection.prepare(sql).raw().all() as [number][];
  return row[0];
}

/** The error of `open`. */
export function openError(path: string, fault: string, cause?: unknown): Error {
  return plainError(ErrorCode.directoryOpen, `Can't open the database ${JSON.stringify(path)}: ${fault}.`, { cause });
}
