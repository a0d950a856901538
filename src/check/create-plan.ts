import { cpus } from "node:os";
import { extname } from "node:path";
import { type RecordsOptions, type ResolvedFormat, resolveFormat } from "../bulk/records/options.js";
import type { EngineChoice } from "../engine/types.js";
import { ErrorCode, rangeError } from "../format/errors.js";
import { quote } from "../text/printable.js";
import type { CandidateNamespace } from "./candidates.js";
import { CheckError } from "./errors.js";
import { TABLE_NAMES } from "./inputs/container.js";
import type { Input } from "./inputs/input.js";
import { openInputs } from "./inputs/open-inputs.js";
import { Decoders } from "./inputs/rows/parquet/decoders.js";
import { openParquet } from "./inputs/rows/parquet/open-parquet.js";
import type { RowsInput } from "./inputs/rows/rows-input.js";
import { KeyedVerdicts } from "./keyed-verdicts.js";
import type { LabelledNamespace } from "./namespaces.js";
import type { Plan } from "./plan.js";
import type { InputFormatName, PlannedInput } from "./planned-input.js";
import type { SpawnThread } from "./threads/protocol.js";
import type { VerdictSource } from "./verdict-source.js";

/** The maximum number of threads of a run. */
export const MOST_JOBS = 64;

/** How an input is read. Each option applies only to the formats that support it. */
export interface InputOptions extends Omit<RecordsOptions, "format" | "field"> {
  /** By default detected from the file's first bytes (Parquet, SQLite) or its extension; otherwise text. */
  format?: InputFormatName | undefined;
  /** As for records; Parquet: the name of a column, or the path to it in structs, with dots. */
  field?: string | number | undefined;
  /** SQLite: a SELECT whose first column holds the IDs, as text or as blobs of 32 bytes. */
  query?: string | undefined;
}

/** A file with its own options, which override those of the plan. */
export interface FileOptions extends InputOptions {
  /** The path of the file, or `-` for standard input. */
  path: string;
}

/** Options of {@link createPlan}. */
export interface PlanOptions extends InputOptions {
  /** Paths of files, and `-` for standard input, each with or without its own options; at least one. */
  readonly files: readonly (string | FileOptions)[];
  /** At least one. An ID belongs to the first namespace in which it is valid. */
  readonly namespaces?: readonly LabelledNamespace[] | undefined;
  /** The source of verdicts if the program doesn't have the keys: a plan has either this or `namespaces`. */
  readonly verdicts?: VerdictSource | undefined;
  /** Namespaces to try some of the foreign IDs against, for a hint. They are not namespaces of the run. */
  readonly candidates?: readonly CandidateNamespace[] | undefined;
  /** The engine that hashes; by default the engine of the first namespace. */
  readonly engine?: EngineChoice | undefined;
  /** Threads, 1 to 64; by default as many as there are cores. */
  readonly jobs?: number | undefined;
  /** The least number of records that the inputs must have; 1 by default, because an empty input is most likely a failed export. */
  readonly minRecords?: number | undefined;
  /** Stops the run when more records than this are invalid; no limit by default. */
  readonly invalidLimit?: number | undefined;
  /** Stops the run when aborted. */
  readonly stop?: AbortSignal | undefined;
  /** Standard input; by default that of the process. */
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
  /** Starts a thread, for programs that are a single file: one that judges, or one that decodes Parquet. */
  readonly spawn?: SpawnThread | undefined;
}

/**
 * Resolves the options of a run, and opens every input before the first is read. The format of an input without `format`
 * is detected from its first bytes (Parquet, SQLite), then from its extension: `.csv`, `.tsv`, `.jsonl`, `.ndjson`,
 * `.json`, also before `.gz` and `.zst`; otherwise it is text.
 * @param options the inputs, the namespaces and how the records are read
 * @throws CheckError for an input that can't be read, RangeError (`ERR_DO_RECORDS_OPTION`) for options of records that
 * don't fit together, RangeError (`ERR_DO_ARGUMENT`) for other options out of range
 */
export async function createPlan(options: PlanOptions): Promise<Plan> {
  const { files, invalidLimit, minRecords = 1, stop, spawn, stdin = process.stdin } = options;
  if (files.length === 0) throw rangeError(ErrorCode.argument, "files must have at least one file.");
  const verdicts = verdictSource(options);
  requireCount("minRecords", minRecords);
  if (invalidLimit !== undefined) requireCount("invalidLimit", invalidLimit);
  const listed = files.map((file) => (typeof file === "string" ? { path: file } : file));
  const opened = await openInputs(
    listed.map(({ path }) => path),
    { stdin, stop },
  );
  const inputs: PlannedInput[] = [];
  const decoders = new Decoders({ spawn, stop });
  for (const [i, input] of opened.entries()) {
    inputs.push(await planInput(input, { ...options, ...listed[i] }, decoders, stop));
  }
  return { inputs, verdicts, minRecords, invalidLimit, stop };
}

function verdictSource({ namespaces, verdicts, candidates, engine, spawn, ...options }: PlanOptions): VerdictSource {
  const { jobs = Math.min(MOST_JOBS, Math.max(1, cpus().length)) } = options;
  if ((namespaces === undefined) === (verdicts === undefined)) {
    throw rangeError(ErrorCode.argument, "Expected exactly one of namespaces and verdicts.");
  }
  if (namespaces?.length === 0) throw rangeError(ErrorCode.argument, "namespaces must have at least one namespace.");
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > MOST_JOBS) {
    throw rangeError(ErrorCode.argument, `jobs must be an integer from 1 to ${MOST_JOBS}, got ${String(jobs)}.`);
  }
  return verdicts ?? new KeyedVerdicts(namespaces ?? [], { candidates, engine, jobs, spawn });
}

function requireCount(name: string, count: number): void {
  if (Number.isSafeInteger(count) && count >= 0) return;
  throw rangeError(ErrorCode.argument, `${name} must be an integer of at least 0, got ${String(count)}.`);
}

/**
 * The format of an input: the requested one, or that of the file's extension, or text.
 * @param path the path of the input; `undefined` for standard input
 * @param format the requested format, if any
 */
export function formatNameOf(path: string | undefined, format: InputFormatName | undefined): InputFormatName {
  if (format !== undefined) return format;
  switch (extensionOf(path)) {
    case ".csv":
    case ".tsv":
      return "csv";
    case ".jsonl":
    case ".ndjson":
      return "jsonl";
    case ".json":
      return "json";
    case ".parquet":
      return "parquet";
    case ".sqlite":
    case ".sqlite3":
      return "sqlite";
    default:
      return "text";
  }
}

async function planInput(
  input: Input,
  options: InputOptions,
  decoders: Decoders,
  stop: AbortSignal | undefined,
): Promise<PlannedInput> {
  const name = inputFormatName(input, options.format);
  const { field, query, scoped } = options;
  switch (name) {
    case "parquet": {
      const column = field === undefined ? undefined : String(field);
      return plannedRows(name, await openParquet(input, column, decoders, stop), { scoped });
    }
    case "sqlite": {
      const { openSqlite } = await import("./inputs/rows/sqlite.js");
      return plannedRows(name, await openSqlite(input, query, stop), { query, scoped });
    }
    default:
      return { input, format: { name, ...recordFormat(input.path, { ...options, format: name }) } };
  }
}

function plannedRows(
  name: InputFormatName,
  { input, field }: RowsInput,
  { query, scoped }: InputOptions,
): PlannedInput {
  return { input, format: { name, query, ...resolveFormat({ format: "jsonl", field, scoped }) } };
}

/** @throws CheckError if the bytes of a file are in another format than the requested one */
function inputFormatName({ name, path, file }: Input, asked: InputFormatName | undefined): InputFormatName {
  const tables = file?.container === "parquet" || file?.container === "sqlite" ? file.container : undefined;
  if (tables === undefined || asked === tables) return formatNameOf(path, asked);
  if (asked === undefined) return tables;
  throw new CheckError(
    `${quote(name)} is ${TABLE_NAMES[tables]}, not ${asked}: leave out --format, or pass --format ${tables}`,
  );
}

/** How the bytes of an input are read. Options that its format doesn't support are ignored. */
function recordFormat(path: string | undefined, options: RecordsOptions): ResolvedFormat {
  const { format, field, header, delimiter, scoped } = options;
  if (format === "text") return resolveFormat({ format, scoped });
  if (format !== "csv") return resolveFormat({ format, field, scoped });
  const tsv = extensionOf(path) === ".tsv" ? "\t" : undefined;
  return resolveFormat({ format, field, header, scoped, delimiter: delimiter ?? tsv });
}

/** The extension of the format, without `.gz` or `.zst`. */
function extensionOf(path = ""): string {
  return extname(path.toLowerCase().replace(/\.(gz|zst)$/, ""));
}
