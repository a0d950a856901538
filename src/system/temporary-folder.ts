import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFolders } from "./open-folders.js";
import { processOwner } from "./owner.js";
import { removeLeftovers, temporaryName } from "./temporary.js";

/** The base of the folders' names. */
const NAME = "work";

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
    openFolders.add(path);
    return new TemporaryFolder(path);
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    openFolders.delete(this.path);
  }
}
