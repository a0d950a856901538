import type { OpenFile } from "../check/files/claims.js";
import type { SpawnThread } from "../check/threads/protocol.js";
import type { ColorChoice } from "./color-choice.js";

/** Where bytes go: standard output, standard error, or a substitute. */
export interface Output {
  /** Whether a person reads along. */
  readonly isTTY: boolean;
  /** The width of the terminal, if it is known. */
  readonly columns?: number | undefined;
  /**
   * Resolves once the data is out, so that a caller that awaits it never runs ahead of the reader. The data is not looked at
   * after that. Rejects with the system's error (`EPIPE`, `ENOSPC`, …).
   */
  write(data: Uint8Array | string): Promise<void>;
}

/** All that a command has to do with the process it runs in, files apart. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Whether a person would have to type the input. */
  readonly isStdinTTY?: boolean | undefined;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The command line without the program, if it is known: a report quotes it. */
  readonly argv?: readonly string[] | undefined;
  /** When to use colours, as `--color` says; `auto` by default. */
  readonly color?: ColorChoice | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted, with the signal's name for a reason, when the run is to stop. */
  readonly stop?: AbortSignal | undefined;
  /** The files that the shell has redirected the streams to, so that no output replaces one of them. */
  readonly redirections?: readonly OpenFile[] | undefined;
  /** Starts a thread that runs `serveBatches` (check/threads); without it, there is only this one. */
  readonly spawn?: SpawnThread | undefined;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
}
