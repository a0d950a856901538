import { lstat, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { lifeOf, processOwner } from "../../system/owner.js";
import { namesIn, ownerOf, temporaryName } from "../../system/temporary.js";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import { type OutputPlace, writeError } from "../files/output-place.js";

/**
 * Marks a checkpoint as in use with an empty file next to it, whose name contains the process that uses it. The mark of a
 * process that has ended, or that runs in another container, is ignored, so that a run can resume where a container was killed.
 */
export class CheckpointLock {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /** @throws CheckError if a running process uses the checkpoint */
  static async acquire({ folder, name, path }: OutputPlace): Promise<CheckpointLock> {
    const lockName = `${name}.lock`;
    const own = temporaryName(lockName, processOwner());
    const lock = new CheckpointLock(join(folder, own));
    try {
      // Created before looking for other marks: of two runs that start at once, at least one sees the other.
      await (await open(lock.#path, "wx", 0o600)).close();
    } catch (error) {
      throw writeError(path, error);
    }
    for (const found of await namesIn(folder)) {
      const owner = found === own ? undefined : ownerOf(found, lockName);
      if (owner === undefined) continue;
      if (lifeOf(owner) === "alive") {
        await lock.release();
        throw new CheckError(
          `the checkpoint ${quote(path)} is in use by another run, process ${/\d+/.exec(owner)?.[0]}; wait until it ends, or pass another file`,
        );
      }
      await removeMark(join(folder, found));
    }
    return lock;
  }

  async release(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

async function removeMark(path: string): Promise<void> {
  try {
    const stats = await lstat(path);
    if (stats.isFile() && stats.size === 0) await rm(path, { force: true });
  } catch {
    // The mark of another user, or one that another run has just removed. Neither counts.
  }
}
