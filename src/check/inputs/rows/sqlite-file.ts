import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { copyDatabase, stampAtRest } from "../../../sqlite/snapshot.js";
import type { OpenSqlite, Sqlite } from "../../../sqlite/sqlite.js";
import { TemporaryFolder } from "../../../system/temporary-folder.js";
import { quote } from "../../../text/printable.js";
import { InputError } from "../../errors.js";

/**
 * What SQLite advises for files of strangers: views and generated columns get only functions that do no harm, and damaged
 * pages are noticed before they are used.
 */
const HARDENED = "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON";

/** A database that is open for reading. */
export interface ReadableDatabase {
  readonly database: Sqlite;
  /** Whether this is a copy, because another process may be writing to the database. */
  readonly isCopy: boolean;
  /** Throws if the database may have changed while it was read. */
  checkUnchanged(): void;
  close(): Promise<void>;
}

/**
 * Opens a database without creating, changing or locking any file. If it is in use, with changes in its WAL or journal,
 * a consistent copy is read instead.
 */
export async function openForReading(open: OpenSqlite, path: string): Promise<ReadableDatabase> {
  const stamp = stampAtRest(path);
  if (stamp === undefined) return openCopy(open, path);
  const database = open(`${pathToFileURL(path).href}?mode=ro&immutable=1`);
  database.exec(HARDENED);
  return {
    database,
    isCopy: false,
    checkUnchanged() {
      if (stampAtRest(path) !== stamp) throw new InputError(`${quote(path)} was changed while it was being read`);
    },
    close: async () => {
      database.close();
    },
  };
}

async function openCopy(open: OpenSqlite, path: string): Promise<ReadableDatabase> {
  const folder = await TemporaryFolder.open();
  try {
    const copy = join(folder.path, "copy.sqlite");
    await copyDatabase(path, copy);
    const database = open(copy);
    database.exec(HARDENED);
    return {
      database,
      isCopy: true,
      checkUnchanged: () => undefined,
      async close() {
        database.close();
        await folder.remove();
      },
    };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
