import { isColumnNumber, isDelimiter } from "../bulk/records/options.js";
import type { FileOptions, InputOptions } from "../check/create-plan.js";
import type { Plan } from "../check/plan.js";
import type { InputFormatName } from "../check/planned-input.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";
import { perInput } from "./per-input.js";

/** Options for reading inputs, as parsed from the command line. */
export interface FormatOptions {
  readonly format?: InputFormatName | undefined;
  /** Each is for all inputs, or `FILE:NAME` for one. */
  readonly field?: readonly string[] | undefined;
  /** `false` with `--no-header`. */
  readonly header: boolean;
  readonly delimiter?: string | undefined;
  /** Each is for all inputs, or `FILE:SQL` for one. */
  readonly query?: readonly string[] | undefined;
  readonly scoped?: boolean | undefined;
}

/** How the inputs of a plan are read. */
export interface ReadOptions extends InputOptions {
  readonly files: readonly FileOptions[];
}

/** Parses the options. @throws CliError for an invalid value */
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

/** Throws for options that apply to none of the inputs. */
export function checkUsed({ inputs }: Plan, { field, header, delimiter, query }: FormatOptions): void {
  const names = new Set(inputs.map(({ format }) => format.name));
  if (field !== undefined && names.size === 1 && names.has("text")) {
    throw new CliError("--field needs CSV, JSON or Parquet: pass --format csv, jsonl, json or parquet");
  }
  if (field !== undefined && names.size === 1 && names.has("sqlite")) {
    throw new CliError("--field needs CSV, JSON or Parquet; for SQLite, select the column of the IDs with --query");
  }
  if (query !== undefined && !names.has("sqlite")) {
    throw new CliError("--query needs an SQLite database, but none of the inputs is one");
  }
  if (delimiter !== undefined && !names.has("csv")) {
    throw new CliError("--delimiter needs CSV: pass --format csv");
  }
  if (!header && !names.has("csv")) throw new CliError("--no-header needs CSV: pass --format csv");
}
