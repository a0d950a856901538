import { quote } from "../../../../text/printable.js";
import { CheckError } from "../../../errors.js";
import { freeUsed } from "../../free-used.js";
import type { Input } from "../../input.js";
import { type RowsInput, rowsInput } from "../rows-input.js";
import type { Decoders } from "./decoders.js";
import type { DecoderRequest } from "./messages.js";

/**
 * Opens a column of a Parquet file. Needs memory for the compressed bytes of that column in one row group.
 * @param input the file
 * @param field the column's name; optional if there is only one column
 * @param decoders the decoder threads
 * @param stop ends reading when aborted
 * @throws CheckError for a file that isn't Parquet or is damaged, for a missing column, and if the packages that read
 * Parquet aren't installed
 */
export async function openParquet(
  input: Input,
  field: string | undefined,
  decoders: Decoders,
  stop: AbortSignal | undefined,
): Promise<RowsInput> {
  const { name, path, file } = input;
  if (path === undefined || file === undefined) {
    throw new CheckError(
      `${quote(name)} can't be read as Parquet: it must be a regular file, because reading starts at its end`,
    );
  }
  if (file.container !== "parquet") throw new CheckError(`${quote(name)} is not a Parquet file`);
  let found = field ?? "";
  for await (const message of decoders.decode({ path, size: file.size, field, withRows: false })) {
    if (message.kind === "opened") found = message.field;
  }
  const request: DecoderRequest = { path, size: file.size, field: found, withRows: true };
  const textOf = (onRead: (bytes: number) => void) => freeUsed(readRows(decoders, request, onRead));
  return { input: rowsInput(input, file, textOf, stop), field: found };
}

async function* readRows(
  decoders: Decoders,
  request: DecoderRequest,
  onRead: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  for await (const message of decoders.decode(request)) {
    if (message.kind !== "rows") continue;
    yield message.text;
    onRead(message.bytesRead);
  }
  onRead(request.size);
}
