import { decodeUtf8 } from "./bytes.js";
import { csvFieldText } from "./csv-row.js";
import { decodeJsonString } from "./json-text.js";
import { type RecordFormat, RecordKind } from "./types.js";

/**
 * The value of a record, for a report: a text is decoded, a `notString` is returned as written.
 * @param rowStart the start of the record
 * @param start the start of its value, and `end`: its end
 */
export function valueText(
  { format }: RecordFormat,
  kind: number,
  bytes: Uint8Array,
  rowStart: number,
  start: number,
  end: number,
): string {
  if (format === "csv") return csvFieldText(bytes, rowStart, start, end);
  const isJsonString = format !== "text" && kind !== RecordKind.notString;
  return isJsonString ? decodeJsonString(bytes, start, end) : decodeUtf8(bytes, start, end);
}
