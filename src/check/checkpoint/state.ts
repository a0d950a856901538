import { readFile } from "node:fs/promises";
import { hasCode, systemReason } from "../../system/errors.js";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import type { Unfinished } from "../outputs/new-file.js";
import type { OutputName } from "../outputs/output-files.js";
import type { Place } from "../run.js";
import type { Duplicates } from "../summary.js";

/** Raised when a change would make this version misread older checkpoints. */
const VERSION = 4;

/** An input at the start of the run. */
export interface InputIdentity {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

/** Everything that is needed to resume a run: numbers and strings, never a key. */
export interface CheckpointState {
  readonly version: typeof VERSION;
  /** Hash of the keys and options: see fingerprint.ts. */
  readonly fingerprint: string;
  readonly inputs: readonly InputIdentity[];
  readonly place: Place;
  /** The snapshot of each sink at the place. */
  readonly snapshots: Readonly<Record<string, unknown>>;
  /** How many bytes of each output belong to the records before the place. */
  readonly sizes: Partial<Record<OutputName, number>>;
  /** The temporary files in which the outputs grow. */
  readonly unfinished: Partial<Record<OutputName, Unfinished>>;
  /** The folder for files that only the run needs, next to the checkpoint. */
  readonly work: Unfinished | null;
  readonly milliseconds: number;
  /** Set after all inputs were read, before the outputs get their final names. */
  readonly finished: Finished | null;
}

/** The results of all inputs, apart from the counts. */
export interface Finished {
  readonly duplicates: Duplicates | null;
}

/** A state without its version, which is added when it is written. */
export type NewState = Omit<CheckpointState, "version">;

export function formatState(state: NewState): string {
  return `${JSON.stringify({ version: VERSION, ...state })}\n`;
}

/** The state in a file; `undefined` if there is no such file. */
export async function readState(path: string): Promise<CheckpointState | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw new CheckError(`can't read the checkpoint ${quote(path)}: ${systemReason(error)}`);
  }
  const state = parse(text);
  if (state === undefined) throw new CheckError(`${quote(path)} is not a checkpoint of this version of durable-id`);
  return state;
}

/** Trust boundary: text with our version number was written by us, and completely. */
function parse(text: string): CheckpointState | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isOurs = typeof value === "object" && value !== null && "version" in value && value.version === VERSION;
    return isOurs ? (value as CheckpointState) : undefined;
  } catch {
    return undefined;
  }
}
