import { quote } from "../../../../text/printable.js";
import { CheckError, InputError } from "../../../errors.js";
import { freeUsed } from "../../free-used.js";
import type { Input } from "../../input.js";
import { type RowsInput, rowsInput } from "../rows-input.js";
import { damageOf } from "./damage.js";
import { type DecoderOptions, decode } from "./decoder.js";
import { locatePackages } from "./locate-packages.js";
import type { DecoderSetup } from "./messages.js";

/**
 * Opens a column of a Parquet file. Needs memory for the packed bytes of that column in one row group.
 * @param input the file
 * @param field the column's name; optional if there is only one column
 * @param options how its decoder runs
 * @throws CheckError for a file that isn't Parquet or is damaged, for a column that it lacks, and if the packages that
 * read it aren't installed
 */
export async function openParquet(
  input: Input,
  field: string | undefined,
  options: DecoderOptions,
): Promise<RowsInput> {
  const { name, path, file } = input;
  if (path === undefined || file === undefined) {
    throw new CheckError(`${quote(name)} can't be read as Parquet: its end comes first, so it must be a file`);
  }
  if (file.container !== "parquet") throw new CheckError(`${quote(name)} is not a Parquet file`);
  const setup: DecoderSetup = { packages: locatePackages(), path, size: file.size, field };
  const found = await findField(setup, options);
  const textOf = (onRead: (bytes: number) => void) => freeUsed(readRows({ ...setup, field: found }, options, onRead));
  return { input: rowsInput(input, file, textOf, options.stop), field: found };
}

async function findField(setup: DecoderSetup, options: DecoderOptions): Promise<string> {
  for await (const message of decode(setup, options)) if (message.kind === "opened") return message.field;
  throw new InputError(damageOf(setup.path, "it has no columns"));
}

async function* readRows(
  setup: DecoderSetup,
  options: DecoderOptions,
  onRead: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  for await (const message of decode(setup, options)) {
    if (message.kind !== "rows") continue;
    yield message.text;
    onRead(message.bytesRead);
  }
  onRead(setup.size);
}
