import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { CheckError } from "../check/errors.js";
import { systemReason } from "../system/errors.js";
import { quote } from "../text/printable.js";

/**
 * Yields the files that `grep` searches: the named files, and the regular files in the named folders, sorted by name.
 * Links in folders are not followed.
 * @param paths the arguments of the command
 * @param isRecursive whether folders may be named
 * @param fail called with the error for each file or folder that can't be searched
 */
export async function* filesToSearch(
  paths: readonly string[],
  isRecursive: boolean,
  fail: (error: unknown) => Promise<void>,
): AsyncIterable<string> {
  for (const path of paths) {
    if (path === "-" || !(await isFolder(path))) yield path;
    else if (isRecursive) yield* filesIn(path, fail);
    else await fail(new CheckError(`${quote(path)} is a folder: pass --recursive to search the files in it`));
  }
}

async function* filesIn(folder: string, fail: (error: unknown) => Promise<void>): AsyncIterable<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(async (error: unknown) => {
    await fail(new CheckError(`can't read ${quote(folder)}: ${systemReason(error)}`));
    return [];
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path, fail);
    else if (entry.isFile()) yield path;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Opening it will report why it can't be read.
    return false;
  }
}
