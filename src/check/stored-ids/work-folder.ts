import { lstat, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { hasCode } from "../../system/errors.js";
import type { Owner } from "../../system/owner.js";
import { ownerOf, temporaryName } from "../../system/temporary.js";
import { writeError } from "../files/output-place.js";
import { type FilePlace, resumeError, type Unfinished } from "../outputs/new-file.js";

/** A private folder for files that only this run needs. */
export interface Work {
  readonly path: string;
  /** Identifies it for a later run; `undefined` if it can't be resumed. */
  readonly unfinished?: Unfinished | undefined;
  remove(): Promise<void>;
}

/** The place of a file of this name in such a folder. */
export function placeIn({ path }: Work, name: string): FilePlace {
  const target = join(path, name);
  return { path: target, folder: path, name, target, existing: async () => undefined };
}

/** A {@link Work} folder next to a checkpoint, which a later run can resume. */
export class WorkFolder implements Work {
  readonly path: string;
  /** Identifies it for a later run. */
  readonly unfinished: Unfinished;

  private constructor(path: string, unfinished: Unfinished) {
    this.path = path;
    this.unfinished = unfinished;
  }

  /** @param name the purpose of the folder, which becomes part of its own name */
  static async create(parent: string, name: string, owner: Owner): Promise<WorkFolder> {
    const own = temporaryName(name, owner);
    const path = join(parent, own);
    try {
      await mkdir(path, { mode: 0o700 });
      const { ino } = await lstat(path, { bigint: true });
      return new WorkFolder(path, { name: own, inode: String(ino) });
    } catch (error) {
      throw writeError(path, error);
    }
  }

  /** Returns the folder of an earlier run; `undefined` if it no longer exists. */
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

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
