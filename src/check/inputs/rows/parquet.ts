import { type FileHandle, open } from "node:fs/promises";
import { isRecordsError } from "../../../bulk/records/records-error.js";
import { isSystemError } from "../../../system/errors.js";
import { quote } from "../../../text/printable.js";
import { CheckError, InputError } from "../../errors.js";
import type { Input } from "../input.js";
import { type RegularFile, readError, truncatedError } from "../regular-file.js";
import { asciiJson, JsonRows } from "./json-rows.js";
import { findParquetColumn, nameOf, type ParquetColumn } from "./parquet-column.js";
import { type FileBytes, loadParquet, type ParquetMetadata, type ParquetPackage } from "./parquet-package.js";
import { ROWS_SIZE, type RowsInput, rowsInput } from "./rows-input.js";

/** Rows that are decoded at a time: as many as DuckDB puts into a page, which would be decoded twice otherwise. */
const ROWS_AT_A_TIME = 128 * 1024;
/** Bytes of an ID. */
const BINARY_ID = 32;

/**
 * Opens a column of a Parquet file. Needs memory for the packed bytes of that column in one row group.
 * @param input the file
 * @param field the column's name; optional if there is only one column
 * @param stop ends reading when it is aborted
 * @throws CheckError for a file that isn't Parquet or is damaged, for a column that it lacks, and if the packages that
 * read it aren't installed
 */
export async function openParquet(
  input: Input,
  field: string | undefined,
  stop: AbortSignal | undefined,
): Promise<RowsInput> {
  const { path, file, name } = input;
  if (path === undefined || file === undefined) {
    throw new CheckError(`${quote(name)} can't be read as Parquet: its end comes first, so it must be a file`);
  }
  if (file.container !== "parquet") throw new CheckError(`${quote(name)} is not a Parquet file`);
  const parquet = await loadParquet();
  const { metadata, column } = await attempt(name, () =>
    withFile(path, file, async (bytes) => {
      const whole = await parquet.readMetadata(bytes);
      const found = findParquetColumn(whole.schema, field);
      return { metadata: onlyColumn(whole, found), column: found };
    }),
  );
  return {
    input: rowsInput(input, file, (onRead) => readRows(parquet, path, file, metadata, column, onRead), stop),
    field: nameOf(column),
  };
}

/** The JSON lines of the column's values: `{"session_id":"…"}`. */
async function* readRows(
  parquet: ParquetPackage,
  path: string,
  file: RegularFile,
  metadata: ParquetMetadata,
  column: ParquetColumn,
  onRead: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  const handle = await open(path).catch((error: unknown) => {
    throw readError(quote(path), error);
  });
  const rows = new JsonRows();
  const member = asciiJson(nameOf(column));
  const all = Number(metadata.num_rows);
  try {
    const scan = await attempt(path, () => parquet.scan(bytesOf(handle, path, file), metadata));
    for (const { rowStart, rowEnd } of scan.ranges) {
      for (let from = rowStart; from < rowEnd; from += ROWS_AT_A_TIME) {
        const to = Math.min(rowEnd, from + ROWS_AT_A_TIME);
        const values = await attempt(path, () => scan.read({ rowStart: from, rowEnd: to }));
        if (values.length !== to - from) throw damaged(path, `${values.length} values in ${to - from} rows`);
        for (let i = 0; i < values.length; i++) {
          rows.raw(`{${member}:`);
          writeId(rows, valueAt(values[i], column), column);
          rows.raw("}\n");
          if (rows.length >= ROWS_SIZE) yield rows.take();
        }
        onRead(Math.floor((file.size * to) / all));
      }
    }
    if (rows.length > 0) yield rows.take();
    onRead(file.size);
  } finally {
    await handle.close();
  }
}

/** The column's value in a row, which may be within structs. */
function valueAt(value: unknown, { path }: ParquetColumn): unknown {
  let inner = value;
  for (const name of path.slice(1)) inner = (inner as Record<string, unknown> | null | undefined)?.[name];
  return inner;
}

function writeId(rows: JsonRows, value: unknown, { isText, elements }: ParquetColumn): void {
  if (!(value instanceof Uint8Array)) rows.raw("null");
  else if (isText) rows.string(value);
  // Old writers don't say which bytes are text. Those of an ID are 32, and its digits 64.
  else if (value.length === BINARY_ID) rows.hex(value);
  else if (elements[elements.length - 1].type === "BYTE_ARRAY" || value.length === 2 * BINARY_ID) rows.string(value);
  else rows.hex(value);
}

/** The metadata of a file that has only this column: hyparquet reads whole structs. */
function onlyColumn(metadata: ParquetMetadata, { path, elements }: ParquetColumn): ParquetMetadata {
  const isColumn = (other: readonly string[] = []) =>
    other.length === path.length && path.every((part, i) => part === other[i]);
  const inner = elements.slice(0, -1).map((element) => ({ ...element, num_children: 1 }));
  return {
    ...metadata,
    schema: [{ ...metadata.schema[0], num_children: 1 }, ...inner, elements[elements.length - 1]],
    row_groups: metadata.row_groups.map((group) => ({
      ...group,
      columns: group.columns.filter(({ meta_data }) => isColumn(meta_data?.path_in_schema)),
    })),
  };
}

async function withFile<Result>(
  path: string,
  file: RegularFile,
  use: (bytes: FileBytes) => Promise<Result>,
): Promise<Result> {
  const handle = await open(path);
  try {
    return await use(bytesOf(handle, path, file));
  } finally {
    await handle.close();
  }
}

/** Stretches of a file. The last one is kept, because the column of a row group is asked for again for its next rows. */
function bytesOf(handle: FileHandle, path: string, { size }: RegularFile): FileBytes {
  let kept: { readonly start: number; readonly end: number; readonly bytes: ArrayBuffer } | undefined;
  const read = async (start: number, end: number): Promise<ArrayBuffer> => {
    if (kept?.start === start && kept.end === end) return kept.bytes;
    kept = undefined;
    if (!(start >= 0 && start <= end && end <= size)) throw new Error("it points to bytes outside of the file");
    const bytes = new ArrayBuffer(end - start);
    for (let at = 0; at < bytes.byteLength; ) {
      const { bytesRead } = await handle.read(new Uint8Array(bytes, at), { position: start + at });
      if (bytesRead === 0) throw truncatedError(path);
      at += bytesRead;
    }
    kept = { start, end, bytes };
    return bytes;
  };
  return {
    byteLength: size,
    slice(start, end = size) {
      const bytes = read(start, end);
      // hyparquet may find another fault before it waits for these.
      bytes.catch(() => undefined);
      return bytes;
    },
  };
}

/** The result of a call, whose errors are told as those of the file. */
async function attempt<Result>(name: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof CheckError) throw error;
    if (isRecordsError(error)) throw new InputError(`${quote(name)}: ${error.message}`);
    if (isSystemError(error)) throw readError(quote(name), error);
    throw damaged(name, error instanceof Error ? error.message.replace(/^parquet /, "") : String(error));
  }
}

function damaged(name: string, reason: string): InputError {
  return new InputError(`${quote(name)} can't be read as a Parquet file: ${reason}`);
}
