import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { copyFile } from "node:fs/promises";
import { hasCode } from "../system/errors.js";

/*
 * Calls that take only microseconds are synchronous: a promise for each would take ten times as long, and a scan makes
 * dozens of them for each object.
 */

/** The files of an SQLite database. Without its WAL, a small one is empty. */
export const PARTS = ["", "-wal", "-journal"] as const;

const ATTEMPTS = 40;
/** Milliseconds between attempts. Also the age of a change from which on the file's time detects the next change. */
const PAUSE = 15;

/** The size of a WAL's header in bytes. Its salts change whenever the WAL is restarted. */
const WAL_HEADER = 32;

/** Files up to this size are copied synchronously; other work can run while a larger one is copied. */
const SMALL = 1 << 20;

/**
 * Copies an SQLite database that another process may be writing to, without using SQLite's locks: they would write to the
 * `-shm` file, and the last connection checkpoints. Nothing there is opened for writing, created or changed.
 *
 * Trust boundary: a copy is valid only if the main file is the same before and after, and the WAL was not restarted.
 * Otherwise a WAL only grows, and SQLite reads only its committed part: a transaction that is being written at its end has
 * no valid checksum yet. So the copy has the state of a single moment, even if its owner is busy.
 * @param target the path of the copy. Existing files are overwritten, and emptied if the database doesn't have that part:
 * SQLite ignores an empty WAL or journal
 * @returns the size of all parts in bytes
 * @throws Error if the file doesn't exist, can't be read, is not a regular file, or is checkpointed all the time
 */
export async function copyDatabase(source: string, target: string): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const before = stampsOf(source);
    if (before.some((stamp) => stamp?.isFresh)) continue;
    if (!(await copyParts(source, target, before))) continue;
    const after = stampsOf(source);
    if (before.every((stamp, i) => stamp?.text === after[i]?.text)) return sizeOf(after);
  }
  throw new Error(`it kept changing during ${ATTEMPTS} attempts`);
}

/**
 * The size of all parts of a database in bytes.
 * @throws Error if the file doesn't exist, can't be read, or is not a regular file
 */
export function databaseSize(file: string): number {
  return sizeOf(stampsOf(file));
}

/**
 * A value that changes whenever a database's main file is written; `undefined` for a database in use, whose changes are
 * partly in other files.
 * @throws Error if the file doesn't exist, can't be read, or is not a regular file
 */
export function stampAtRest(file: string): string | undefined {
  const [main, ...others] = stampsOf(file);
  const isAtRest = main !== undefined && !main.isFresh && others.every((stamp) => (stamp?.size ?? 0) === 0);
  return isAtRest ? main.text : undefined;
}

/** Detects changes of a part. */
interface Stamp {
  readonly size: number;
  readonly text: string;
  /** Whether it changed just now: clocks of file systems tick every few milliseconds, so the next change might not be visible. */
  readonly isFresh: boolean;
}

/** The stamps of the parts; `undefined` for one that doesn't exist. */
function stampsOf(source: string): (Stamp | undefined)[] {
  return PARTS.map((part) => stampOf(source + part, part));
}

function sizeOf(stamps: readonly (Stamp | undefined)[]): number {
  return stamps.reduce((sum, stamp) => sum + (stamp?.size ?? 0), 0);
}

function stampOf(file: string, part: (typeof PARTS)[number]): Stamp | undefined {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: part === "" });
  if (stats === undefined) return undefined;
  // Opening a FIFO would wait for its writer.
  if (!stats.isFile()) throw new Error("it is not a regular file");
  const { size, mtimeNs, ctimeNs, ino } = stats;
  if (part === "-wal") {
    const header = headerOf(file);
    return header === undefined ? undefined : { size: Number(size), text: `${ino},${header}`, isFresh: false };
  }
  const age = Date.now() - Number(mtimeNs / 1_000_000n);
  return { size: Number(size), text: `${ino},${size},${mtimeNs},${ctimeNs}`, isFresh: age >= 0 && age < PAUSE };
}

/** The header of a WAL, which may be incomplete; `undefined` if the file no longer exists. */
function headerOf(wal: string): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(wal, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const header = new Uint8Array(WAL_HEADER);
    return header.subarray(0, readSync(file, header, 0, WAL_HEADER, 0)).join();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Returns whether all parts were copied: one of them may no longer exist. */
async function copyParts(source: string, target: string, stamps: readonly (Stamp | undefined)[]): Promise<boolean> {
  try {
    for (const [i, part] of PARTS.entries()) {
      const size = stamps[i]?.size;
      if (size === undefined) empty(target + part);
      else if (size <= SMALL) writeOver(target + part, readFileSync(source + part));
      // If the file system can share blocks, a copy of gigabytes costs nothing.
      else await copyFile(source + part, target + part, constants.COPYFILE_FICLONE);
    }
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
}

function empty(file: string): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats !== undefined && stats.size > 0) truncateSync(file);
}

/** Overwrites a file without truncating it first, which would take ten times as long on a disk (measured). */
function writeOver(path: string, bytes: Uint8Array): void {
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, at);
    if (fstatSync(file).size > bytes.length) ftruncateSync(file, bytes.length);
  } finally {
    closeSync(file);
  }
}
