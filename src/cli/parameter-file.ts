import { type FileHandle, open } from "node:fs/promises";
import { hasCode, systemReason } from "../system/errors.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";

/** Only for its owner: parameters are as good as keys. */
const MODE = 0o600;

/**
 * Writes the values of parameters to a new file, as a JSON array of strings.
 * @throws CliError if the file exists, which may be readable for others, or can't be written
 */
export async function writeParameters(path: string, parameters: readonly string[]): Promise<void> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "wx", MODE);
    await file.writeFile(`${JSON.stringify(parameters)}\n`);
  } catch (error) {
    if (hasCode(error, "EEXIST")) throw new CliError(`--params must be a new file: ${quote(path)} exists`);
    throw new CliError(`can't write --params ${quote(path)}: ${systemReason(error)}`);
  } finally {
    await file?.close();
  }
}
