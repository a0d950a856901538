import { type FileHandle, open } from "node:fs/promises";
import { hasCode, systemReason } from "../system/errors.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";

/** Readable only for the owner: parameters reveal as much as keys. */
const MODE = 0o600;

/**
 * Writes the values of parameters to a new file, as a JSON array of strings.
 * @throws CliError if the file can't be written, or exists, because others may have permission to read it
 */
export async function writeParameters(path: string, parameters: readonly string[]): Promise<void> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "wx", MODE);
    await file.writeFile(`${JSON.stringify(parameters)}\n`);
  } catch (error) {
    if (hasCode(error, "EEXIST")) throw new CliError(`--params must be a new file: ${quote(path)} already exists`);
    throw new CliError(`can't write --params ${quote(path)}: ${systemReason(error)}`);
  } finally {
    await file?.close();
  }
}
