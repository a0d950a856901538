import { isColumnNumber, isDelimiter, RECORD_FORMATS, type RecordFormatName } from "../bulk/records/options.js";
import { formatNameOf } from "../check/create-plan.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";

/** The values of `--format`. */
export const FORMATS: readonly RecordFormatName[] = RECORD_FORMATS;

/** Options that say how inputs are read. */
export interface FormatOptions {
  readonly format?: RecordFormatName | undefined;
  readonly field?: string | undefined;
  /** `--no-header` makes it `false`. */
  readonly header: boolean;
  readonly delimiter?: string | undefined;
}

/** Options of records for a plan. @throws CliError for an option that none of the inputs has a use for */
export function recordsOptions(files: readonly string[], options: FormatOptions): FormatOptions {
  const { format, field, header, delimiter } = options;
  const names = new Set(files.map((file) => formatNameOf(file, format)));
  if (field !== undefined && names.size === 1 && names.has("text")) {
    throw new CliError("--field is for CSV and JSON: pass --format csv, jsonl or json with it");
  }
  if (delimiter !== undefined && !names.has("csv")) {
    throw new CliError("--delimiter is for CSV: pass --format csv with it");
  }
  if (!header && !names.has("csv")) throw new CliError("--no-header is for CSV: pass --format csv with it");
  if (!header && field !== undefined && !isColumnNumber(field)) {
    throw new CliError(`with --no-header, --field must be the number of a column, from 1, got ${quote(field)}`);
  }
  const character = delimiter === "tab" || delimiter === "\\t" ? "\t" : delimiter;
  if (character !== undefined && !isDelimiter(character)) {
    throw new CliError(`--delimiter must be one ASCII character other than a quote, or tab, got ${quote(character)}`);
  }
  return { format, field, header, delimiter: character };
}
