import { lstat } from "node:fs/promises";
import { hasCode } from "./errors.js";

/** The two numbers by which a file system knows a file, as `stat(path, { bigint: true })` gives them. */
export interface Inode {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** Tells files apart whatever they are called: two paths with the same identity lead to the same file. */
export function identityOf({ dev, ino }: Inode): string {
  return `${dev}:${ino}`;
}

/** The identity of what is at a path, a link not followed; `undefined` if nothing is. */
export async function identityAt(path: string): Promise<string | undefined> {
  try {
    return identityOf(await lstat(path, { bigint: true }));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
