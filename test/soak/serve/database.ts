import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "libsql";
import { SqliteDirectory } from "../../../src/directory.js";
import type { Faults } from "../faults.js";
import type { Ledger } from "./ledger.js";

/** Bytes of the write-ahead log, at most: it is emptied from 32 MiB on, and again 32 MiB later if readers prevent that. */
const LONGEST_LOG = 100 * 2 ** 20;

/** Watches the write-ahead log of a database. @returns the most bytes that it had */
export async function watchLog(db: string, stop: AbortSignal, faults: Faults): Promise<number> {
  let longest = 0;
  for (; !stop.aborted; await sleep(100)) {
    longest = Math.max(longest, statSync(`${db}-wal`, { throwIfNoEntry: false })?.size ?? 0);
  }
  if (longest > LONGEST_LOG) faults.add(`the write-ahead log has grown to ${longest} bytes`);
  return longest;
}

/** Compares what a database lists with all that was written, and checks the file. @returns how many objects there are */
export async function auditDatabase(db: string, ledgers: readonly Ledger[], faults: Faults): Promise<number> {
  const directory = await SqliteDirectory.open(db, { create: false });
  let count = 0;
  for (const ledger of ledgers) {
    const page = await directory.objects(ledger.uniqueKey, { limit: Number.MAX_SAFE_INTEGER - 1 });
    const objects = page?.objects ?? [];
    const fault = ledger.faultOf({ objects, after: "", isLast: true }, ledger.committed);
    if (fault !== undefined) faults.add(`in the end, ${ledger.uniqueKey}: ${fault}`);
    if (objects.length !== ledger.size) faults.add(`${ledger.size} objects were written, ${objects.length} are listed`);
    count += objects.length;
  }
  directory.close();
  const connection = new Database(db);
  const [[verdict]] = connection.prepare("PRAGMA integrity_check").raw().all() as [string][];
  const [[rows]] = connection.prepare("SELECT count(*) FROM objects").raw().all() as [number][];
  connection.close();
  if (verdict !== "ok") faults.add(`the database is damaged: ${verdict}`);
  if (rows !== count) faults.add(`the database has ${rows} rows of ${count} objects`);
  return count;
}
