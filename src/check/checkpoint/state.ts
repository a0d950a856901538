import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { hasCode, systemReason } from "../../system/errors.js";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import type { Unfinished } from "../outputs/new-file.js";
import type { OutputName } from "../outputs/output-files.js";
import type { Place } from "../run.js";
import type { Duplicates } from "../summary.js";

/** Raised whenever a checkpoint of an earlier version would be misread. */
const VERSION = 5;

/** An input as it was when the run began. */
export interface InputIdentity {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

/** All that a run needs to be taken up again: numbers, strings, and no key. */
export interface CheckpointState {
  readonly version: typeof VERSION;
  /** Of all that follows: a run that went on from damaged counts would give wrong ones. */
  readonly digest: string;
  /** Of the keys and options: see fingerprint.ts. */
  readonly fingerprint: string;
  readonly inputs: readonly InputIdentity[];
  readonly place: Place;
  /** What each sink had collected before the place. */
  readonly snapshots: Readonly<Record<string, unknown>>;
  /** How many bytes of each output belong to the records before the place. */
  readonly sizes: Partial<Record<OutputName, number>>;
  /** The files in which the outputs grow. */
  readonly unfinished: Partial<Record<OutputName, Unfinished>>;
  /** The folder for files that only the run needs, next to the checkpoint. */
  readonly work: Unfinished | null;
  readonly milliseconds: number;
  /** Set once all was read, and before the outputs are put under their names. */
  readonly finished: Finished | null;
}

/** What came of all inputs, beyond what was counted. */
export interface Finished {
  readonly duplicates: Duplicates | null;
}

/** What a run adds to its version. */
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
