import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeError } from "../output/new-file.js";

/** A folder that nobody else can read, for files that a run needs only for itself. */
export class WorkFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** @param path where it is to be found again by a later run; if nowhere, it is among the system's temporary files */
  static async open(path: string | undefined): Promise<WorkFolder> {
    try {
      if (path === undefined) return new WorkFolder(await mkdtemp(join(tmpdir(), "durable-id-")));
      await mkdir(path, { recursive: true, mode: 0o700 });
      return new WorkFolder(path);
    } catch (error) {
      throw writeError(path ?? tmpdir(), error);
    }
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
