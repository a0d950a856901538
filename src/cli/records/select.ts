import { extname } from "node:path";
import { quote } from "../../text/printable.js";
import { CliError } from "../errors.js";
import type { Input } from "../input/inputs.js";
import { csvFormat } from "./csv.js";
import type { RecordFormat } from "./format.js";
import { jsonLinesFormat } from "./jsonl.js";
import { textFormat } from "./text.js";

/** The formats of `--format`. */
export const FORMATS = ["text", "csv", "jsonl"] as const;
type FormatName = (typeof FORMATS)[number];

/** Options of `check` that say how its inputs are to be read. */
export interface FormatOptions {
  readonly format?: FormatName | undefined;
  readonly field?: string | undefined;
  /** `--no-header` makes it `false`. */
  readonly header: boolean;
  readonly delimiter?: string | undefined;
}

/** Refuses options that none of the inputs can make use of. */
export function checkFormatOptions(inputs: readonly Input[], options: FormatOptions): void {
  const names = new Set(inputs.map((input) => formatOf(input, options)));
  const { field, header, delimiter } = options;
  if (delimiter !== undefined) {
    if (!names.has("csv")) throw new CliError("--delimiter is for CSV: pass --format csv with it");
    delimiterByte(delimiter);
  }
  if (field !== undefined && names.size === 1 && names.has("text")) {
    throw new CliError("--field is for CSV and JSON Lines: pass --format csv or --format jsonl with it");
  }
  if (header) return;
  if (!names.has("csv")) throw new CliError("--no-header is for CSV: pass --format csv with it");
  if (field !== undefined && !/^[1-9]\d{0,5}$/.test(field)) {
    throw new CliError("with --no-header, --field is the number of a column, counted from 1");
  }
}

/** The format of an input: the one asked for, or that of the file's extension, or text. Made anew for each input. */
export function selectFormat(input: Input, options: FormatOptions): RecordFormat {
  const { name } = input;
  switch (formatOf(input, options)) {
    case "csv":
      return csvFormat({
        name,
        field: options.field,
        hasHeader: options.header,
        delimiter: delimiterOf(input, options),
      });
    case "jsonl":
      return jsonLinesFormat({ name, field: options.field });
    case "text":
      return textFormat();
  }
}

/** The name of the format that {@link selectFormat} gives. */
export function formatOf(input: Input, options: FormatOptions): FormatName {
  if (options.format !== undefined) return options.format;
  switch (extensionOf(input)) {
    case ".csv":
    case ".tsv":
      return "csv";
    case ".jsonl":
    case ".ndjson":
      return "jsonl";
    default:
      return "text";
  }
}

/** The extension that says what is in a file, packed or not. */
function extensionOf({ path = "" }: Input): string {
  return extname(path.toLowerCase().replace(/\.(gz|zst)$/, ""));
}

function delimiterOf(input: Input, { delimiter }: FormatOptions): number {
  if (delimiter !== undefined) return delimiterByte(delimiter);
  return delimiterByte(extensionOf(input) === ".tsv" ? "\t" : ",");
}

function delimiterByte(text: string): number {
  const character = text === "tab" || text === "\\t" ? "\t" : text;
  if (/^[\t -!#-~]$/.test(character)) return character.charCodeAt(0);
  throw new CliError(`--delimiter wants one ASCII character that is no quote, or tab, and not ${quote(text)}`);
}
