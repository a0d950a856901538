import { lstat } from "node:fs/promises";
import { hasCode } from "./errors.js";
import { identityOf } from "./identity.js";

/** The identity of the file at a path, without following a link; `undefined` if there is none. */
export async function identityAt(path: string): Promise<string | undefined> {
  try {
    return identityOf(await lstat(path, { bigint: true }));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
