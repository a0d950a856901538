import { MOST_JOBS } from "../check/create-plan.js";
import { MOST_SAMPLES } from "../check/sinks/samples.js";
import { quote } from "../text/printable.js";
import { parseCount } from "./count-option.js";
import { CliError } from "./errors.js";
import type { FormatOptions } from "./format-options.js";
import type { KeyOptions } from "./keys.js";
import type { LimitOptions } from "./limits.js";

/** The default interval between two checkpoints in milliseconds. */
const CHECKPOINT_INTERVAL = 1000;

/** Options of `check`, as parsed from the command line. */
export interface CheckOptions extends KeyOptions, FormatOptions, LimitOptions {
  /** The URL of a verdict handler, which is used instead of keys. */
  readonly remote?: string | undefined;
  /** The file with the handler's token. */
  readonly tokenFile?: string | undefined;
  readonly allowHttp?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly annotate?: boolean | undefined;
  /** The file for the output of `--annotate`. */
  readonly output?: string | undefined;
  /** The file for invalid records, with their reasons. */
  readonly invalid?: string | undefined;
  /** The file for invalid records, byte for byte. */
  readonly invalidRecords?: string | undefined;
  /** The file for valid records. */
  readonly valid?: string | undefined;
  /** The file for damaged IDs, with their repaired IDs. */
  readonly repairs?: string | undefined;
  readonly repairLimit?: string | undefined;
  /** The file for the report page. */
  readonly report?: string | undefined;
  /** The file for test results. */
  readonly junit?: string | undefined;
  /** Whether to print errors only. */
  readonly quiet?: boolean | undefined;
  readonly duplicates?: boolean | undefined;
  /** How many samples of each reason the summary has. */
  readonly samples?: string | undefined;
  readonly jobs?: string | undefined;
  readonly checkpoint?: string | undefined;
  readonly checkpointEvery?: string | undefined;
  /** `false` with `--no-progress`. */
  readonly progress: boolean;
}

/** Throws for options that can't be combined. */
export function checkOutputOptions(options: CheckOptions): void {
  const { annotate, output, json, quiet, failFast, checkpoint, checkpointEvery, repairs, repairLimit } = options;
  if (output !== undefined && !annotate)
    throw new CliError("--output needs --annotate: it is the file for what --annotate prints");
  if (quiet && json) throw new CliError("--quiet can't be combined with --json, which prints the summary");
  if (quiet && annotate && output === undefined) {
    throw new CliError("--quiet can't be combined with --annotate on standard output: pass --output with a file");
  }
  if (failFast && checkpoint !== undefined) {
    throw new CliError("--fail-fast can't be combined with --checkpoint: a run that stopped early can't be resumed");
  }
  if (checkpointEvery !== undefined && checkpoint === undefined) {
    throw new CliError("--checkpoint-every needs --checkpoint with a file");
  }
  if (repairLimit !== undefined && repairs === undefined)
    throw new CliError("--repair-limit needs --repairs with a file");
  if (checkpoint !== undefined && annotate && output === undefined) {
    throw new CliError("--checkpoint can't be combined with --annotate on standard output: pass --output with a file");
  }
}

/** Throws for options that need `--remote` if it is missing. */
export function checkUnusedRemote({ tokenFile, allowHttp }: CheckOptions): void {
  if (tokenFile !== undefined) throw new CliError("--token-file needs --remote URL");
  if (allowHttp) throw new CliError("--allow-http needs --remote URL");
}

/** The number of threads; `undefined` for the plan's default. */
export function jobsOf({ jobs }: CheckOptions): number | undefined {
  if (jobs === undefined) return undefined;
  if (/^[1-9]\d?$/.test(jobs) && Number(jobs) <= MOST_JOBS) return Number(jobs);
  throw new CliError(`--jobs must be an integer from 1 to ${MOST_JOBS}, got ${quote(jobs)}`);
}

/** The maximum number of records that are searched for repairs; `undefined` for the default. */
export function repairLimitOf({ repairLimit }: CheckOptions): number | undefined {
  return repairLimit === undefined ? undefined : parseCount("--repair-limit", repairLimit);
}

/** The number of samples of each reason in the summary; `undefined` for the default. */
export function samplesOf({ samples }: CheckOptions): number | undefined {
  if (samples === undefined) return undefined;
  if (/^\d{1,3}$/.test(samples) && Number(samples) <= MOST_SAMPLES) return Number(samples);
  throw new CliError(`--samples must be an integer from 0 to ${MOST_SAMPLES}, got ${quote(samples)}`);
}

/** Milliseconds between two checkpoints. */
export function checkpointIntervalOf({ checkpointEvery }: CheckOptions): number {
  if (checkpointEvery === undefined) return CHECKPOINT_INTERVAL;
  if (/^\d{1,6}(\.\d{1,3})?$/.test(checkpointEvery)) return 1000 * Number(checkpointEvery);
  throw new CliError(`--checkpoint-every must be a number of seconds, got ${quote(checkpointEvery)}`);
}
