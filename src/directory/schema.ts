import { ErrorCode, plainError } from "../errors.js";
import type { Sqlite } from "../local/sqlite.js";

/** Marks a file as ours in its header: "DOid" in ASCII. */
const APPLICATION_ID = 0x444f6964;

/** Milliseconds that a connection waits for another's transaction. */
const BUSY_TIMEOUT = 10_000;

/**
 * 64 MiB of cache, and a WAL of 32 MiB before it is written back. IDs are random, so a batch touches pages all over the
 * file: with the defaults each is written back for every few IDs, and recording takes twice as long (measured).
 */
const TUNING = "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192";

/**
 * What makes each version of the schema of the one before: entry n leads to version n + 1. An entry that has been
 * released never changes.
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
     stored INTEGER NOT NULL,
     PRIMARY KEY (namespace, id)
   ) WITHOUT ROWID;`,
];

/**
 * Makes a connection fit for use, its file being new, of this version or of an older one. WAL, so that readers and a
 * writer never wait for each other, and so that what is committed survives a kill of the process at any moment.
 * @throws Error (`ERR_DO_DIRECTORY_OPEN`) for a file of a newer version, or one that is something else
 */
export function prepareDatabase(connection: Sqlite, path: string, migrations: readonly string[] = MIGRATIONS): void {
  connection.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
  // Looked at before anything is changed: whatever is no directory stays as it is.
  checkVersion(connection, path, migrations);
  enterWal(connection);
  connection.exec(`PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; ${TUNING}`);
  inTransaction(connection, () => {
    // Another process may have been first.
    const version = checkVersion(connection, path, migrations);
    for (const migration of migrations.slice(version)) connection.exec(migration);
    if (version === migrations.length) return;
    connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length}`);
  });
}

/** Runs statements as one: all of them happen, or none. It is the only writer from its start on. */
export function inTransaction(connection: Sqlite, work: () => void): void {
  connection.exec("BEGIN IMMEDIATE");
  try {
    work();
    connection.exec("COMMIT");
  } catch (error) {
    connection.exec("ROLLBACK");
    throw error;
  }
}

/** The version of the schema that is there; 0 in a new file. */
function checkVersion(connection: Sqlite, path: string, migrations: readonly string[]): number {
  const version = readNumber(connection, "PRAGMA user_version");
  const application = readNumber(connection, "PRAGMA application_id");
  const tables = readNumber(connection, "SELECT count(*) FROM sqlite_master");
  const isNew = version === 0 && application === 0 && tables === 0;
  if (!isNew && application !== APPLICATION_ID) throw openError(path, "it is a database, but no directory");
  if (version <= migrations.length) return version;
  throw openError(
    path,
    `its schema is version ${version}, and this release knows versions up to ${migrations.length}: update durable-id`,
  );
}

function readNumber(connection: Sqlite, sql: string): number {
  const [row] = connection.prepare(sql).raw().all() as [number][];
  return row[0];
}

/** Turns WAL on. SQLite doesn't wait here while another process does the same: so it is tried again. */
function enterWal(connection: Sqlite): void {
  for (const end = Date.now() + BUSY_TIMEOUT; ; ) {
    try {
      connection.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}

/** What `open` rejects with. */
export function openError(path: string, fault: string, cause?: unknown): Error {
  return plainError(ErrorCode.directoryOpen, `Can't open the directory ${JSON.stringify(path)}: ${fault}.`, { cause });
}
