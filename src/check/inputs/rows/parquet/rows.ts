import { asciiJson, JsonRows } from "../json-rows.js";
import { ROWS_SIZE } from "../rows-input.js";
import { nameOf, type ParquetColumn } from "./column.js";
import type { FileBytes, ParquetMetadata, ParquetPackage } from "./package.js";

/** Rows that are decoded at a time: as many as DuckDB writes into a page. With fewer, a page would be decoded twice. */
const ROWS_AT_A_TIME = 128 * 1024;
/** Bytes of an ID. */
const BINARY_ID = 32;

/** Rows of a column as JSON lines. */
export interface DecodedRows {
  /** Valid until the next ones are requested. */
  readonly text: Uint8Array;
  /** The share of the file's rows that were decoded, from 0 to 1. */
  readonly share: number;
}

/**
 * Yields the JSON lines of a column's values: `{"session_id":"…"}`.
 * @param parquet the package that decodes
 * @param bytes the file
 * @param whole its footer
 * @param column the column
 */
export async function* decodeRows(
  parquet: ParquetPackage,
  bytes: FileBytes,
  whole: ParquetMetadata,
  column: ParquetColumn,
): AsyncIterable<DecodedRows> {
  const metadata = onlyColumn(whole, column);
  const rows = new JsonRows();
  const prefix = `{${asciiJson(nameOf(column))}:`;
  const all = Number(metadata.num_rows);
  const scan = await parquet.scan(bytes, metadata);
  let share = 0;
  for (const { rowStart, rowEnd } of scan.ranges) {
    for (let from = rowStart; from < rowEnd; from += ROWS_AT_A_TIME) {
      const to = Math.min(rowEnd, from + ROWS_AT_A_TIME);
      const values = await scan.read({ rowStart: from, rowEnd: to });
      if (values.length !== to - from) throw new Error(`${values.length} values in ${to - from} rows`);
      for (let i = 0; i < values.length; i++) {
        rows.raw(prefix);
        writeId(rows, valueAt(values[i], column), column);
        rows.raw("}\n");
        if (rows.length >= ROWS_SIZE) yield { text: rows.take(), share };
      }
      share = to / all;
      // Yield all rows so far, because the decoder may fail on the next ones.
      yield { text: rows.take(), share };
    }
  }
}

/** The column's value in a row; looks into structs. */
function valueAt(value: unknown, { path }: ParquetColumn): unknown {
  let inner = value;
  for (const name of path.slice(1)) inner = (inner as Record<string, unknown> | null | undefined)?.[name];
  return inner;
}

function writeId(rows: JsonRows, value: unknown, { isText, elements }: ParquetColumn): void {
  if (!(value instanceof Uint8Array)) rows.raw("null");
  else if (isText) rows.string(value);
  // Old writers don't mark which bytes are text. A binary ID has 32 bytes, and its digits have 64.
  else if (value.length === BINARY_ID) rows.hex(value);
  else if (elements[elements.length - 1].type === "BYTE_ARRAY" || value.length === 2 * BINARY_ID) rows.string(value);
  else rows.hex(value);
}

/** The metadata reduced to this column: hyparquet would read whole structs. */
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
