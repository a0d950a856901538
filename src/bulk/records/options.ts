import type { RecordFormat } from "../../engine/scan/types.js";
import { ErrorCode, rangeError } from "../../format/errors.js";
import type { ColumnChoice } from "./columns.js";

/** The name of a format of records. */
export type RecordFormatName = "text" | "csv" | "jsonl" | "json";
/** All formats of records. */
export const RECORD_FORMATS: readonly RecordFormatName[] = ["text", "csv", "jsonl", "json"];

/** The delimiters that are tried after the comma. */
const OTHER_DELIMITERS = /* @__PURE__ */ [...";\t|"].map((character) => character.charCodeAt(0));

/** How bytes are cut into records, and where the ID is in a record. */
export interface RecordsOptions {
  /**
   * `text` (the default): a line is an ID. `csv`: a row of RFC 4180. `jsonl`: a line is a JSON text. `json`: an element
   * of the array that is the whole input.
   */
  format?: RecordFormatName | undefined;
  /**
   * CSV: the name of the column that holds the IDs, or its number from 1 if there is no header; optional if there is only
   * one column. JSON: the name of a member, a path such as `user.ids.0` if there is no such member, or a JSON Pointer (RFC
   * 6901); without it, the JSON text itself is the ID.
   */
  field?: string | number | undefined;
  /** CSV: whether the first row names the columns; true by default. */
  header?: boolean | undefined;
  /**
   * CSV: one ASCII character other than `"`, CR and LF. The default is a comma; or `;`, a tab or `|`, if only that
   * delimiter makes `field` a column of the header.
   */
  delimiter?: string | undefined;
  /** Whether IDs may also be stored as `Class:ID`; false by default. */
  scoped?: boolean | undefined;
}

/** Validated {@link RecordsOptions}. */
export interface ResolvedFormat {
  readonly format: RecordFormat;
  /** CSV: how to find the column of the IDs. */
  readonly column: ColumnChoice | undefined;
  /** Whether IDs may have a class name and a colon before them. */
  readonly scoped: boolean;
}

/**
 * Validates options for reading records.
 * @throws RangeError (`ERR_DO_RECORDS_OPTION`) for an unknown format, an invalid delimiter, and an option that the format
 * doesn't support
 */
export function resolveFormat(options: RecordsOptions = {}): ResolvedFormat {
  const { format = "text", field, header = true, delimiter, scoped = false } = options;
  if (!RECORD_FORMATS.includes(format)) {
    throw optionError(`format must be one of ${RECORD_FORMATS.join(", ")}, got ${JSON.stringify(format)}`);
  }
  if (format !== "csv" && delimiter !== undefined) throw optionError("delimiter is an option of the format csv");
  if (format !== "csv" && !header) throw optionError("header is an option of the format csv");
  switch (format) {
    case "text":
      if (field !== undefined) throw optionError("field is an option of the formats csv, jsonl and json");
      return { format: { format }, column: undefined, scoped };
    case "csv":
      return {
        format: { format, delimiter: delimiterByte(delimiter ?? ","), column: 0 },
        column: {
          field: columnField(field, header),
          hasHeader: header,
          delimiters: delimiter === undefined && header && field !== undefined ? OTHER_DELIMITERS : undefined,
        },
        scoped,
      };
    default:
      return { format: { format, field: field === undefined ? undefined : String(field) }, column: undefined, scoped };
  }
}

/** Whether a text is the number of a column, counted from 1. */
export function isColumnNumber(text: string): boolean {
  return /^[1-9]\d{0,5}$/.test(text);
}

/** Whether a text is a valid delimiter. */
export function isDelimiter(text: string): boolean {
  return /^[\t -!#-~]$/.test(text);
}

function columnField(field: string | number | undefined, hasHeader: boolean): string | undefined {
  if (field === undefined) return undefined;
  const text = String(field);
  if (hasHeader || isColumnNumber(text)) return text;
  throw optionError(
    `field must be the number of a column, from 1, if there is no header, got ${JSON.stringify(field)}`,
  );
}

function delimiterByte(text: string): number {
  if (isDelimiter(text)) return text.charCodeAt(0);
  throw optionError(`delimiter must be one ASCII character other than a quote, got ${JSON.stringify(text)}`);
}

function optionError(message: string): RangeError {
  return rangeError(ErrorCode.recordsOption, `Invalid option: ${message}.`);
}
