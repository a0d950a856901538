import { stat } from "node:fs/promises";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";
import type { Io } from "./io.js";
import type { KeySource } from "./keys.js";

/**
 * Refuses to read standard input if no input is named and a key looks like an input: the shell turns
 * `--unique-key $KEY dump.txt` into `--unique-key dump.txt` if the variable is unset. The argument `-` is always accepted.
 */
export async function checkImplicitStdin(files: readonly string[], keys: readonly KeySource[], io: Io): Promise<void> {
  if (files.length > 0) return;
  for (const key of keys) {
    if (!("uniqueKey" in key)) continue;
    const { uniqueKey } = key;
    if (uniqueKey !== "-" && !(await isRegularFile(uniqueKey))) continue;
    const kind = uniqueKey === "-" ? "standard input" : "a file";
    throw new CliError(
      `--unique-key got ${quote(uniqueKey)}, which is ${kind}, and no input: is a variable unset? ` +
        "To check standard input under this key, add -",
    );
  }
  if (io.isStdinTTY) throw new CliError("missing input: name a file, or pass - to read from the terminal");
}

async function isRegularFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    // Most keys aren't also paths.
    return false;
  }
}
