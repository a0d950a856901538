import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { hasCode, systemReason } from "../../system/errors.js";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import type { Unfinished } from "../outputs/new-file.js";
import type { OutputName } from "../outputs/output-files.js";
import type { Place } from "../run.js";
import type { Duplicates } from "../summary.js";

/** Raised when a change would make this version misread older checkpoints. */
const VERSION = 5;

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
  /** Hash of everything after it: a run that continued from damaged counts would give wrong results. */
  readonly digest: string;
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

/** A state without its version and digest, which are added when it is written. */
export type NewState = Omit<CheckpointState, "version" | "digest">;

/** A state as text: its digest is of everything after it, to the last byte. */
export function formatState(state: NewState): string {
  const rest = `${JSON.stringify(state).slice(1)}\n`;
  return `{"version":${VERSION},"digest":"${digestOf(rest)}",${rest}`;
}

const FORM = /^\{"version":(\d+),"digest":"([0-9a-f]{64})",(.*)$/s;

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
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
  const [, version, digest, rest] = FORM.exec(text) ?? [];
  if (version !== String(VERSION))
    throw new CheckError(`${quote(path)} is not a checkpoint of this version of durable-id`);
  if (digest !== digestOf(rest)) {
    throw new CheckError(`the checkpoint ${quote(path)} is damaged: remove it to start from the beginning`);
  }
  // Trust boundary: what has our version number and the right digest was written by us, whole.
  return JSON.parse(text) as CheckpointState;
}
