import { constants } from "node:fs";
import { access, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { hasCode, systemReason } from "../system/errors.js";
import { openError } from "./schema.js";

/**
 * Requires a file that is not empty: SQLite would make a new database of an empty one.
 * @throws Error (`ERR_DO_DIRECTORY_OPEN`)
 */
export async function requireContent(path: string): Promise<void> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw openError(path, systemReason(cause), cause);
  });
  if (size === 0) throw openError(path, "it is empty");
}

/** Finds out why `libsql` could not open a file, because it reports only a number. */
export async function whyNotOpened(path: string): Promise<string> {
  try {
    const file = await open(path, "r+");
    await file.close();
    return "SQLite can't open it";
  } catch (error) {
    return hasCode(error, "ENOENT") ? whyNotMade(dirname(path)) : systemReason(error);
  }
}

async function whyNotMade(folder: string): Promise<string> {
  try {
    await access(folder, constants.W_OK);
    return "SQLite can't create it";
  } catch (error) {
    return hasCode(error, "ENOENT") ? `there is no folder ${JSON.stringify(folder)}` : systemReason(error);
  }
}
