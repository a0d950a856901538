import { rmSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processOwner } from "./owner.js";
import { removeLeftovers, temporaryName } from "./temporary.js";

/** What the folders are named after. */
const NAME = "work";

/** The folders to remove if this process has to end at once. */
const registered = new Set<string>();

/** Removes all folders that are open, before this process ends at once. */
export function removeTemporaryFolders(): void {
  for (const path of registered) rmSync(path, { recursive: true, force: true });
}

/**
 * A folder among the system's temporary files that only its owner can read. Its name says which process it belongs to:
 * if that was killed, the next process that needs a folder removes it.
 */
export class TemporaryFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Makes a folder, and removes those of processes that were killed. */
  static async open(): Promise<TemporaryFolder> {
    const folder = tmpdir();
    await removeLeftovers({ folder, name: NAME, kind: "folder", checkpoint: undefined }, () => false);
    const path = join(folder, temporaryName(NAME, processOwner()));
    await mkdir(path, { mode: 0o700 });
    registered.add(path);
    return new TemporaryFolder(path);
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    registered.delete(this.path);
  }
}
