import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { TemporaryFolder } from "../../local/temporary-folder.js";
import { writeError } from "../output/new-file.js";

/** A folder that nobody else can read, for files that a run needs only for itself. */
export interface WorkFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** @param path where a later run finds the folder again; without it, the folder is among the system's temporary files */
export async function openWorkFolder(path: string | undefined): Promise<WorkFolder> {
  try {
    if (path === undefined) return await TemporaryFolder.open();
    await mkdir(path, { recursive: true, mode: 0o700 });
    return { path, remove: () => rm(path, { recursive: true, force: true }) };
  } catch (error) {
    throw writeError(path ?? tmpdir(), error);
  }
}
