import { cpus } from "node:os";
import { extname } from "node:path";
import { type RecordFormatName, type RecordsOptions, resolveFormat } from "../bulk/records/options.js";
import type { EngineChoice } from "../engine/select.js";
import { ErrorCode, rangeError } from "../format/errors.js";
import type { Input } from "./inputs/input.js";
import { openInputs } from "./inputs/open-inputs.js";
import type { LabelledNamespace } from "./namespaces.js";
import type { InputFormat, Plan } from "./plan.js";
import type { SpawnThread } from "./threads/protocol.js";

/** The most threads of a run. */
export const MOST_JOBS = 64;

/** What a run is to do. */
export interface PlanOptions extends RecordsOptions {
  /** Paths of files, and `-` for standard input; at least one. */
  readonly files: readonly string[];
  /** At least one. An ID belongs to the first of them in which it is valid. */
  readonly namespaces: readonly LabelledNamespace[];
  /** What does the hashing; by default the engine of the first namespace. */
  readonly engine?: EngineChoice | undefined;
  /** Threads, 1 to 64; by default as many as there are cores. */
  readonly jobs?: number | undefined;
  /** Records that there must be at least; 1 by default, because an empty input is most likely an export that failed. */
  readonly minRecords?: number | undefined;
  /** Stops the run at the first record that makes more than this many invalid; by default nothing does. */
  readonly invalidLimit?: number | undefined;
  /** Stops the run when it is aborted. */
  readonly stop?: AbortSignal | undefined;
  /** Standard input; by default that of the process. */
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
  /** Starts a thread, for a program that is one file. */
  readonly spawn?: SpawnThread | undefined;
}

/**
 * Resolves what a run is to do, and looks at every input before the first is read. An input without a `format` has the
 * one of its file's extension: `.csv`, `.tsv`, `.jsonl`, `.ndjson`, `.json`, also before `.gz` and `.zst`; otherwise text.
 * @param options the inputs, the namespaces and how the records are read
 * @throws CheckError for an input that can't be read, RangeError (`ERR_DO_RECORDS_OPTION`) for options of records that
 * don't fit together, RangeError (`ERR_DO_ARGUMENT`) for other options out of range
 */
export async function createPlan(options: PlanOptions): Promise<Plan> {
  const { files, namespaces, engine, invalidLimit, minRecords = 1, stop, spawn, stdin = process.stdin } = options;
  const { jobs = Math.min(MOST_JOBS, Math.max(1, cpus().length)) } = options;
  if (files.length === 0) throw rangeError(ErrorCode.argument, "A plan needs at least one file.");
  if (namespaces.length === 0) throw rangeError(ErrorCode.argument, "A plan needs at least one namespace.");
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > MOST_JOBS) {
    throw rangeError(ErrorCode.argument, `jobs must be an integer from 1 to ${MOST_JOBS}, got ${String(jobs)}.`);
  }
  requireCount("minRecords", minRecords);
  if (invalidLimit !== undefined) requireCount("invalidLimit", invalidLimit);
  const inputs = await openInputs(files, { stdin, stop });
  const planned = inputs.map((input) => ({ input, format: inputFormat(input, options) }));
  return { inputs: planned, namespaces, engine, jobs, minRecords, invalidLimit, stop, spawn };
}

function requireCount(name: string, count: number): void {
  if (Number.isSafeInteger(count) && count >= 0) return;
  throw rangeError(ErrorCode.argument, `${name} must be an integer from 0, got ${String(count)}.`);
}

/**
 * The format of an input: the one asked for, or that of the file's extension, or text.
 * @param path where the input is; `undefined` for standard input
 * @param format what was asked for, if anything was
 */
export function formatNameOf(path: string | undefined, format: RecordFormatName | undefined): RecordFormatName {
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
    default:
      return "text";
  }
}

/** How an input is read. An option counts for the inputs whose format has it. */
function inputFormat({ path }: Input, { format: asked, field, header, delimiter }: RecordsOptions): InputFormat {
  const format = formatNameOf(path, asked);
  if (format === "text") return resolveFormat({ format });
  if (format !== "csv") return resolveFormat({ format, field });
  const tsv = extensionOf(path) === ".tsv" ? "\t" : undefined;
  return resolveFormat({ format, field, header, delimiter: delimiter ?? tsv });
}

/** The extension that says what is in a file, packed or not. */
function extensionOf(path = ""): string {
  return extname(path.toLowerCase().replace(/\.(gz|zst)$/, ""));
}
