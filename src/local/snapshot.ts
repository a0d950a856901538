import { constants } from "node:fs";
import { copyFile, type FileHandle, open, rm } from "node:fs/promises";
import { hasCode } from "./system-errors.js";

/** What an SQLite database consists of beside its file, if it is there. Without its WAL, a small one is empty. */
const PARTS = ["", "-wal", "-journal"] as const;

const ATTEMPTS = 40;
/** Milliseconds between attempts; also how long ago a file must have changed for its time to tell the next change. */
const PAUSE = 15;

/** The header of a WAL, in bytes: its salts are others whenever it is begun anew. */
const WAL_HEADER = 32;

/**
 * Copies an SQLite database that another process may be writing to, without taking part in its locking: that would
 * write to the `-shm` beside it, and the last one out checkpoints. Nothing beside the file is opened for writing, made
 * or changed.
 *
 * Trust boundary: a copy counts only where the main file is the same before and after, and the WAL has not been begun
 * anew. Between these a WAL only grows, and SQLite takes of it what was committed: whatever was being written at its
 * end has no valid checksum yet. So the copy is the database at one moment, however busy its owner is.
 * @param target where the copy goes: there is nothing yet
 * @returns the bytes of all parts
 * @throws Error if the file isn't there, can't be read, or is checkpointed all the time
 */
export async function copyDatabase(source: string, target: string): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const before = await stampsOf(source);
    if (before.some((stamp) => stamp?.isFresh)) continue;
    if (attempt > 0) await removeDatabase(target);
    if (!(await copyParts(source, target, before))) continue;
    const after = await stampsOf(source);
    if (before.every((stamp, i) => stamp?.text === after[i]?.text)) {
      return after.reduce((sum, stamp) => sum + (stamp?.size ?? 0), 0);
    }
  }
  throw new Error(`it changes all the time (${ATTEMPTS} attempts)`);
}

/** Removes what there is of a copy. */
async function removeDatabase(target: string): Promise<void> {
  for (const part of PARTS) await rm(target + part, { force: true });
}

/** What changes of a part whenever a copy of it would be another. */
interface Stamp {
  readonly size: number;
  readonly text: string;
  /** Changed just now: clocks of file systems tick every few milliseconds, so one more change might not show. */
  readonly isFresh: boolean;
}

/** The stamps of the parts; `undefined` for one that isn't there. */
async function stampsOf(source: string): Promise<(Stamp | undefined)[]> {
  const stamps: (Stamp | undefined)[] = [];
  for (const part of PARTS) {
    let file: FileHandle | undefined;
    try {
      file = await open(source + part, "r");
      stamps.push(await stampOf(file, part === "-wal"));
    } catch (error) {
      if (part === "" || !hasCode(error, "ENOENT")) throw error;
      stamps.push(undefined);
    } finally {
      await file?.close();
    }
  }
  return stamps;
}

async function stampOf(file: FileHandle, isWal: boolean): Promise<Stamp> {
  const { size, mtimeNs, ctimeNs, ino } = await file.stat({ bigint: true });
  if (isWal) {
    const { buffer, bytesRead } = await file.read(new Uint8Array(WAL_HEADER), 0, WAL_HEADER, 0);
    return { size: Number(size), text: [ino, bytesRead, ...buffer].join(), isFresh: false };
  }
  const age = Date.now() - Number(mtimeNs / 1_000_000n);
  return { size: Number(size), text: [ino, size, mtimeNs, ctimeNs].join(), isFresh: age >= 0 && age < PAUSE };
}

/** Whether all parts that were there could be copied: one of them may be gone again. */
async function copyParts(source: string, target: string, stamps: readonly (Stamp | undefined)[]): Promise<boolean> {
  try {
    for (const [i, part] of PARTS.entries()) {
      // Where the file system can share blocks, a copy of gigabytes costs nothing.
      if (stamps[i] !== undefined) await copyFile(source + part, target + part, constants.COPYFILE_FICLONE);
    }
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
}
