import type { BigIntStats } from "node:fs";
import { constants, type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hasCode } from "../../system/errors.js";
import { identityAt, identityOf } from "../../system/identity.js";
import type { Owner } from "../../system/owner.js";
import { ownerOf, temporaryName } from "../../system/temporary.js";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import { type ExistingFile, type OutputPlace, writeError } from "../files/output-place.js";

/** Where an output goes. */
export type FilePlace = Pick<OutputPlace, "path" | "folder" | "name" | "target" | "existing">;

/** An unfinished file, as a later run finds it again: its name in the output's folder, and its inode. */
export interface Unfinished {
  readonly name: string;
  readonly inode: string;
}

/**
 * A file that has its name when it is complete, and not before. Until then it grows next to it, under a temporary name
 * that was new: what other files of the folder are called does not matter. It takes the mode of the file that it replaces.
 */
export class NewFile {
  readonly #place: FilePlace;
  readonly #temporary: string;
  readonly #file: FileHandle;
  readonly #stats: BigIntStats;
  #size: number;
  #state: "open" | "closed" | "committed" = "open";

  private constructor(place: FilePlace, temporary: string, file: FileHandle, stats: BigIntStats, size: number) {
    this.#place = place;
    this.#temporary = temporary;
    this.#file = file;
    this.#stats = stats;
    this.#size = size;
  }

  /** Starts a file. @param owner who may remove it if this run is killed */
  static async create(place: FilePlace, owner: Owner): Promise<NewFile> {
    const existing = await place.existing();
    const temporary = temporaryName(place.name, owner);
    return opening(place, async () => {
      // What is private stays private while it grows; `commit` sets the mode.
      const file = await open(join(place.folder, temporary), "wx", existing ? 0o600 : 0o666);
      return new NewFile(place, temporary, file, await file.stat({ bigint: true }), 0);
    });
  }

  /**
   * Opens the file of an earlier run, to go on with it from this size. What that run wrote after it stays until
   * {@link cutOff}: a run that is refused changes nothing.
   */
  static async resume(place: FilePlace, unfinished: Unfinished, size: number): Promise<NewFile> {
    const { name, inode } = unfinished;
    const path = join(place.folder, name);
    // Trust boundary: a checkpoint could name any file.
    if (ownerOf(name, place.name) === undefined) throw resumeError(path, "it is not an unfinished output");
    return opening(place, async () => {
      const file = await openExisting(path);
      try {
        const stats = await file.stat({ bigint: true });
        if (!stats.isFile() || String(stats.ino) !== inode) throw resumeError(path, "it is another file now");
        if (stats.size < size) throw resumeError(path, `it has ${stats.size} bytes, and the checkpoint says ${size}`);
        return new NewFile(place, name, file, stats, size);
      } catch (error) {
        await file.close();
        throw error;
      }
    });
  }

  /** Commits the file of an earlier run that was complete, unless that run has done it. */
  static async finish(place: FilePlace, unfinished: Unfinished, size: number): Promise<void> {
    if (String((await place.existing())?.ino) === unfinished.inode) return;
    const file = await NewFile.resume(place, unfinished, size);
    try {
      await file.cutOff();
      await file.commit();
    } finally {
      await file.close();
    }
  }

  /** Cuts off what an earlier run wrote after the size from which this one goes on. */
  cutOff(): Promise<void> {
    return this.#writing(() => this.#file.truncate(this.#size));
  }

  /** Where the bytes are until the file is committed. */
  get temporaryPath(): string {
    return join(this.#place.folder, this.#temporary);
  }

  /** What a later run needs to go on with it. */
  get unfinished(): Unfinished {
    return { name: this.#temporary, inode: String(this.#stats.ino) };
  }

  /** What tells the file from others, also under its final name. */
  get identity(): string {
    return identityOf(this.#stats);
  }

  /** How many bytes were written so far. */
  get size(): number {
    return this.#size;
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#writing(async () => {
      // By place: `write` may write less than all, and a file that was cut off is open at its start.
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#size);
        done += bytesWritten;
        this.#size += bytesWritten;
      }
    });
  }

  /** Resolves when all that was written would outlive a power failure. */
  sync(): Promise<void> {
    return this.#writing(() => this.#file.sync());
  }

  /** Finds out what would stop `commit`, as far as that can be known. */
  async prepare(): Promise<void> {
    await this.#place.existing();
    await this.sync();
  }

  /** Puts the file, which is complete now, under its name. */
  async commit(): Promise<void> {
    const existing = await this.#place.existing();
    await this.#writing(async () => {
      if (existing) await takeOver(existing, this.#file, this.#stats);
      await this.#file.sync();
      await this.close();
      await rename(this.temporaryPath, this.#place.target);
      this.#state = "committed";
    });
  }

  /** Removes the file, unless it is committed. */
  async discard(): Promise<void> {
    await this.close();
    if (this.#state !== "committed") await removeSame(this.temporaryPath, this.identity);
  }

  /** Leaves the file as it is, under its temporary name. */
  async close(): Promise<void> {
    if (this.#state !== "open") return;
    this.#state = "closed";
    await this.#file.close();
  }

  async #writing(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      throw writeError(this.#place.path, error);
    }
  }
}

/** Removes a file if it still is the one of this identity. */
async function removeSame(path: string, identity: string): Promise<void> {
  try {
    if ((await identityAt(path)) === identity) await rm(path, { force: true });
  } catch (error) {
    throw writeError(path, error);
  }
}

/** Makes what was renamed or removed in a file's folder outlive a power failure. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Gives a file the mode of the one that it replaces, and its owner if the system allows that. */
async function takeOver(old: ExistingFile, file: FileHandle, { uid, gid }: ExistingFile): Promise<void> {
  let mode = Number(old.mode) & 0o777;
  if (old.uid !== uid || old.gid !== gid) {
    const isGroupKept =
      (await canChown(file, Number(old.uid), Number(old.gid))) || (await canChown(file, -1, Number(old.gid)));
    // Another group gets what everybody gets.
    if (!isGroupKept) mode = (mode & 0o707) | ((mode & 0o007) << 3);
  }
  // Some file systems have no modes. It is as strict then as when it was created.
  await file.chmod(mode).catch(() => undefined);
}

/** @param uid -1 to leave it as it is */
async function canChown(file: FileHandle, uid: number, gid: number): Promise<boolean> {
  try {
    await file.chown(uid, gid);
    return true;
  } catch {
    return false;
  }
}

async function opening(place: FilePlace, open: () => Promise<NewFile>): Promise<NewFile> {
  try {
    return await open();
  } catch (error) {
    throw error instanceof CheckError ? error : writeError(place.path, error);
  }
}

async function openExisting(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDWR | constants.O_NOFOLLOW);
  } catch (error) {
    if (hasCode(error, "ENOENT")) throw resumeError(path, "it is gone");
    if (hasCode(error, "ELOOP")) throw resumeError(path, "it is a symbolic link now");
    throw error;
  }
}

/** The error of a file of an earlier run that a run can't go on with. */
export function resumeError(path: string, fault: string): CheckError {
  return new CheckError(`can't go on with ${quote(path)}: ${fault}; remove the checkpoint to start from the beginning`);
}
