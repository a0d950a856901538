import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { systemReason } from "../system/errors.js";
import { stateError } from "./faults.js";

/** The names of the folders in a folder, sorted, including links to folders. */
export async function foldersIn(directory: string): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await entriesOf(directory)) {
    if (entry.isDirectory() || (await isLinkToFolder(directory, entry))) names.push(entry.name);
  }
  return names.sort();
}

export async function isLinkToFolder(directory: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return false;
  const target = await stat(join(directory, entry.name)).catch(() => undefined);
  return target?.isDirectory() === true;
}

/**
 * All entries of a folder.
 * @throws Error (`ERR_DO_STATE`) if it can't be read
 */
export async function entriesOf(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    throw stateError(`Can't read the state folder ${JSON.stringify(directory)}: ${systemReason(error)}.`, error);
  }
}
