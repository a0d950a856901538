import { lstat, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { hasCode } from "../../local/system-errors.js";
import { forgetFolder, registerFolder } from "../../local/temporary-folder.js";
import { writeError } from "../files/output-place.js";
import type { Owner } from "../files/owner.js";
import { ownerOf, temporaryName } from "../files/temporary.js";
import { type FilePlace, resumeError, type Unfinished } from "../outputs/new-file.js";

/** A new folder that nobody else can read, for files that only this run needs. */
export class WorkFolder {
  readonly path: string;
  /** What a later run needs to find it again. */
  readonly unfinished: Unfinished;

  private constructor(path: string, unfinished: Unfinished) {
    this.path = path;
    this.unfinished = unfinished;
  }

  /**
   * @param name what the folder is for, of which its own name is made
   * @param isKept whether a later run needs it, if this one has to end at once
   */
  static async create(parent: string, name: string, owner: Owner, isKept: boolean): Promise<WorkFolder> {
    const own = temporaryName(name, owner);
    const path = join(parent, own);
    try {
      await mkdir(path, { mode: 0o700 });
      if (!isKept) registerFolder(path);
      const { ino } = await lstat(path, { bigint: true });
      return new WorkFolder(path, { name: own, inode: String(ino) });
    } catch (error) {
      throw writeError(path, error);
    }
  }

  /** The folder of an earlier run; `undefined` if it is gone. */
  static async find(parent: string, name: string, unfinished: Unfinished): Promise<WorkFolder | undefined> {
    const path = join(parent, unfinished.name);
    try {
      const stats = await lstat(path, { bigint: true });
      // Trust boundary: a checkpoint could name any folder.
      const isOurs = ownerOf(unfinished.name, name) !== undefined && String(stats.ino) === unfinished.inode;
      if (isOurs && stats.isDirectory()) return new WorkFolder(path, unfinished);
    } catch (error) {
      if (hasCode(error, "ENOENT")) return undefined;
      throw writeError(path, error);
    }
    throw resumeError(path, "it is not the folder of this run");
  }

  /** Where a file of this name goes in the folder. */
  place(name: string): FilePlace {
    const target = join(this.path, name);
    return { path: target, folder: this.path, name, target, existing: async () => undefined };
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    forgetFolder(this.path);
  }
}
