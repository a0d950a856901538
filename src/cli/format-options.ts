import { isColumnNumber, isDelimiter } from "../bulk/records/options.js";
import type { FileOptions, InputOptions } from "../check/create-plan.js";
import type { Plan } from "../check/plan.js";
import { INPUT_FORMATS, type InputFormatName } from "../check/planned-input.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";
import { perInput } from "./per-input.js";

/** The values of `--format`. */
export const FORMATS: readonly InputFormatName[] = INPUT_FORMATS;

/** Options that say how inputs are read, as the command line gives them. */
export interface FormatOptions {
  readonly format?: InputFormatName | undefined;
  /** Each for all inputs, or `FILE:NAME` for one. */
  readonly field?: readonly string[] | undefined;
  /** `--no-header` makes it `false`. */
  readonly header: boolean;
  readonly delimiter?: string | undefined;
  /** Each for all inputs, or `FILE:SQL` for one. */
  readonly query?: readonly string[] | undefined;
  readonly scoped?: boolean | undefined;
}

/** How the inputs of a plan are read. */
export interface ReadOptions extends InputOptions {
  readonly files: readonly FileOptions[];
}

/** Options of a plan. @throws CliError for an option that has no such value */
export function readOptions(files: readonly string[], options: FormatOptions): ReadOptions {
  const { format, header, delimiter, scoped } = options;
  const field = perInput("--field", options.field ?? [], files);
  const query = perInput("--query", options.query ?? [], files);
  for (const name of [field.all, ...field.of.values()]) {
    if (!header && name !== undefined && !isColumnNumber(name)) {
      throw new CliError(`with --no-header, --field must be the number of a column, from 1, got ${quote(name)}`);
    }
  }
  const character = delimiter === "tab" || delimiter === "\\t" ? "\t" : delimiter;
  if (character !== undefined && !isDelimiter(character)) {
    throw new CliError(`--delimiter must be one ASCII character other than a quote, or tab, got ${quote(character)}`);
  }
  const listed = files.map((path) => ({
    path,
    field: field.of.get(path) ?? field.all,
    query: query.of.get(path) ?? query.all,
  }));
  return { files: listed, format, header, scoped, delimiter: character };
}

/** Refuses options that none of the inputs has a use for. */
export function checkUsed({ inputs }: Plan, { field, header, delimiter, query }: FormatOptions): void {
  const names = new Set(inputs.map(({ format }) => format.name));
  if (field !== undefined && names.size === 1 && names.has("text")) {
    throw new CliError("--field is for CSV, JSON and Parquet: pass --format csv, jsonl, json or parquet with it");
  }
  if (field !== undefined && names.size === 1 && names.has("sqlite")) {
    throw new CliError("--field is for CSV, JSON and Parquet: the ID of an SQLite row is the first column of --query");
  }
  if (query !== undefined && !names.has("sqlite")) {
    throw new CliError("--query is for SQLite databases, and there is none among the inputs");
  }
  if (delimiter !== undefined && !names.has("csv")) {
    throw new CliError("--delimiter is for CSV: pass --format csv with it");
  }
  if (!header && !names.has("csv")) throw new CliError("--no-header is for CSV: pass --format csv with it");
}
