import type { BigIntStats } from "node:fs";
import { constants, type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hasCode } from "../../system/errors.js";
import { identityOf } from "../../system/identity.js";
import { identityAt } from "../../system/identity-at.js";
import type { Owner } from "../../system/owner.js";
import { ownerOf, temporaryName } from "../../system/temporary.js";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import { type ExistingFile, type OutputPlace, writeError } from "../files/output-place.js";

/** The destination of an output file. */
export type FilePlace = Pick<OutputPlace, "path" | "folder" | "name" | "target" | "existing">;

/** Identifies an unfinished file for a later run: its name in the output's folder, and its inode. */
export interface Unfinished {
  readonly name: string;
  readonly inode: string;
}

/**
 * A file that gets its name only when it is complete. Until then it grows in the same folder under a new temporary name,
 * so it can't collide with other files. It gets the mode of the file that it replaces.
 */
export class NewFile {
  readonly #place: FilePlace;
  readonly #temporary: string;
  readonly #file: FileHandle;
  readonly #stats: BigIntStats;
  #size: number;

  private constructor(place: FilePlace, temporary: string, file: FileHandle, stats: BigIntStats, size: number) {
    this.#place = place;
    this.#temporary = temporary;
    this.#file = file;
    this.#stats = stats;
    this.#size = size;
  }

  /** Creates the file. @param owner the process that may remove it if this run is killed */
  static async create(place: FilePlace, owner: Owner): Promise<NewFile> {
    const existing = await place.existing();
    const temporary = temporaryName(place.name, owner);
    return opening(place, async () => {
      // A private file must not be readable while it grows; `commit` sets the final mode.
      const file = await open(join(place.folder, temporary), "wx", existing ? 0o600 : 0o666);
      return new NewFile(place, temporary, file, await file.stat({ bigint: true }), 0);
    });
  }

  /**
   * Opens the file of an earlier run, to continue at this size. The bytes after it are kept until {@link cutOff}, so that a
   * run that is refused changes nothing.
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
        if (!stats.isFile() || String(stats.ino) !== inode) throw resumeError(path, "it was replaced by another file");
        if (stats.size < size)
          throw resumeError(path, `it has ${stats.size} bytes, but the checkpoint expects at least ${size}`);
        return new NewFile(place, name, file, stats, size);
      } catch (error) {
        await file.close();
        throw error;
      }
    });
  }

  /** Commits a complete file of an earlier run, unless that run already committed it. */
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

  /** Cuts off the bytes that an earlier run wrote after the checkpoint. */
  cutOff(): Promise<void> {
    return this.#writing(() => this.#file.truncate(this.#size));
  }

  /** The path of the file until it is committed. */
  get temporaryPath(): string {
    return join(this.#place.folder, this.#temporary);
  }

  /** Identifies the file for a later run. */
  get unfinished(): Unfinished {
    return { name: this.#temporary, inode: String(this.#stats.ino) };
  }

  /** The file's device and inode, which stay the same when it is renamed. */
  get identity(): string {
    return identityOf(this.#stats);
  }

  /** How many bytes were written so far. */
  get size(): number {
    return this.#size;
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#writing(async () => {
      // At explicit positions: `write` may write only a part, and a file that was cut off is open at its start.
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#size);
        done += bytesWritten;
        this.#size += bytesWritten;
      }
    });
  }

  /** Resolves when all written bytes are on the disk, and would survive a power failure. */
  sync(): Promise<void> {
    return this.#writing(() => this.#file.sync());
  }

  /** Throws if `commit` would fail, as far as that can be known. */
  async prepare(): Promise<void> {
    await this.#place.existing();
    await this.sync();
  }

  /** Renames the complete file to its final name. */
  async commit(): Promise<void> {
    const existing = await this.#place.existing();
    await this.#writing(async () => {
      if (existing) await takeOver(existing, this.#file, this.#stats);
      await this.#file.sync();
      await this.close();
      await rename(this.temporaryPath, this.#place.target);
    });
  }

  /** Removes the file, unless it is committed: it then no longer has its temporary name. */
  async discard(): Promise<void> {
    await this.close();
    await removeSame(this.temporaryPath, this.identity);
  }

  /** Closes the file but keeps it under its temporary name. */
  close(): Promise<void> {
    return this.#file.close();
  }

  async #writing(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      throw writeError(this.#place.path, error);
    }
  }
}

/** Removes a file if it still has this identity. */
async function removeSame(path: string, identity: string): Promise<void> {
  try {
    if ((await identityAt(path)) === identity) await rm(path, { force: true });
  } catch (error) {
    throw writeError(path, error);
  }
}

/** Makes renames and removals in a file's folder survive a power failure. */
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
    // The new group gets only the permissions of others.
    if (!isGroupKept) mode = (mode & 0o707) | ((mode & 0o007) << 3);
  }
  // Some file systems don't support modes. The file then keeps the strict mode that it was created with.
  await file.chmod(mode).catch(() => undefined);
}

/** @param uid -1 to keep it unchanged */
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
    if (hasCode(error, "ENOENT")) throw resumeError(path, "it was removed");
    if (hasCode(error, "ELOOP")) throw resumeError(path, "it was replaced by a symbolic link");
    throw error;
  }
}

/** The error of an earlier run's file that can't be resumed. */
export function resumeError(path: string, fault: string): CheckError {
  return new CheckError(`can't resume ${quote(path)}: ${fault}; remove the checkpoint to start from the beginning`);
}
