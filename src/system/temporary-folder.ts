import { rmSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processOwner } from "./owner.js";
import { removeLeftovers, temporaryName } from "./temporary.js";

/** The base of the folders' names. */
const NAME = "work";

/** The folders to remove if this process must end at once. */
const registered = new Set<string>();

/** Removes all open folders before this process ends at once. */
export function removeTemporaryFolders(): void {
  for (const path of registered) rmSync(path, { recursive: true, force: true });
}

/**
 * A private folder among the system's temporary files. Its name contains the process that owns it: if that process was
 * killed, the next process that opens a folder removes it.
 */
export class TemporaryFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Creates a folder, and removes those of killed processes. */
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
