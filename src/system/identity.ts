import { lstat } from "node:fs/promises";
import { hasCode } from "./errors.js";

/** The two numbers that identify a file in a file system, from `stat(path, { bigint: true })`. */
export interface Inode {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** Identifies a file independently of its name: two paths with the same identity lead to the same file. */
export function identityOf({ dev, ino }: Inode): string {
  return `${dev}:${ino}`;
}

/** The identity of the file at a path, without following a link; `undefined` if there is none. */
export async function identityAt(path: string): Promise<string | undefined> {
  try {
    return identityOf(await lstat(path, { bigint: true }));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
