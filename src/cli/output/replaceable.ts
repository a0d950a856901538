import type { Stats } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { hasCode, systemReason } from "../../local/system-errors.js";
import { CliError } from "../errors.js";
import { quote } from "../text.js";

/** Where a file of this path would stand, links followed; refused where renaming onto it would destroy something else. */
export async function replaceable(path: string, inputs: readonly string[]): Promise<string> {
  let target: string;
  let existing: Stats;
  try {
    target = await realpath(path);
    existing = await stat(target);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return path;
    throw new CliError(`can't write ${quote(path)}: ${systemReason(error)}`);
  }
  if (!existing.isFile()) throw new CliError(`can't write ${quote(path)}: it is not a regular file`);
  for (const input of inputs) {
    // By what they are, not by name: of a pipe that has a path the path leads nowhere, and a file can have two.
    const { dev, ino } = await stat(input);
    if (dev === existing.dev && ino === existing.ino) {
      throw new CliError(`can't write ${quote(path)}: it is being read`);
    }
  }
  return target;
}
