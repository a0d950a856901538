import { constants } from "node:fs";
import { copyFile, rm, stat } from "node:fs/promises";
import { hasErrno } from "./errno.js";

/** What an SQLite database consists of beside its file, if it is there. Without its WAL, a small one is empty. */
const PARTS = ["", "-wal", "-journal"] as const;

const ATTEMPTS = 20;
const PAUSE = 25;

/**
 * Copies an SQLite database that another process may be writing to, without taking part in its locking: that would
 * write to the `-shm` beside it, and the last one out checkpoints. Nothing beside the file is opened, made or changed.
 *
 * A checkpoint between two parts would give a copy that never was, so a copy counts only where no part changed while it
 * was made.
 * @param target where the copy goes: what is there of another one is removed
 * @returns the bytes of all parts
 * @throws Error if the file isn't there, can't be read, or never stands still
 */
export async function copyDatabase(source: string, target: string): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const before = await stampsOf(source);
    await removeDatabase(target);
    if (!(await copyParts(source, target, before))) continue;
    const after = await stampsOf(source);
    if (before.every((stamp, i) => stamp?.text === after[i]?.text)) {
      return before.reduce((sum, stamp) => sum + (stamp?.size ?? 0), 0);
    }
  }
  throw new Error(`it is being written to without a pause (${ATTEMPTS} attempts)`);
}

/** Removes a copy, and what SQLite made beside it. */
export async function removeDatabase(target: string): Promise<void> {
  for (const part of [...PARTS, "-shm"]) await rm(target + part, { force: true });
}

/** What changes of a part whenever it is written to. */
interface Stamp {
  readonly size: number;
  readonly text: string;
}

/** The stamps of the parts; `undefined` for one that isn't there. */
async function stampsOf(source: string): Promise<(Stamp | undefined)[]> {
  const stamps: (Stamp | undefined)[] = [];
  for (const part of PARTS) {
    try {
      const { size, mtimeNs, ctimeNs, ino } = await stat(source + part, { bigint: true });
      stamps.push({ size: Number(size), text: [size, mtimeNs, ctimeNs, ino].join() });
    } catch (error) {
      if (part === "" || !hasErrno(error, "ENOENT")) throw error;
      stamps.push(undefined);
    }
  }
  return stamps;
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
    if (hasErrno(error, "ENOENT")) return false;
    throw error;
  }
}
