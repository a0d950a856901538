import type { OpenFile } from "../check/files/claims.js";
import type { SpawnThread } from "../check/threads/protocol.js";
import type { ColorChoice } from "./color-choice.js";

/** Receives bytes: standard output, standard error, or a substitute. */
export interface Output {
  /** Whether the output is a terminal. */
  readonly isTTY: boolean;
  /** The width of the terminal, if known. */
  readonly columns?: number | undefined;
  /**
   * Writes data. Resolves once it is written, so that a caller that awaits it is never ahead of the reader; after that, the
   * caller may overwrite the data. Rejects with the system's error (`EPIPE`, `ENOSPC`, …).
   */
  write(data: Uint8Array | string): Promise<void>;
}

/** Everything that a command uses of its process, apart from files. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Whether standard input is a terminal. */
  readonly isStdinTTY?: boolean | undefined;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The arguments of the command line, if known: a report quotes them. */
  readonly argv?: readonly string[] | undefined;
  /** When to use colours, from `--color`; `auto` by default. */
  readonly color?: ColorChoice | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted to stop the run, with the signal's name as the reason. */
  readonly stop?: AbortSignal | undefined;
  /** The files that the shell redirected the streams to, so that no output replaces one of them. */
  readonly redirections?: readonly OpenFile[] | undefined;
  /** Starts a thread that runs `serveBatches` (check/threads); without it, everything runs on this thread. */
  readonly spawn?: SpawnThread | undefined;
  /** Returns milliseconds of a monotonic clock. */
  now(): number;
}
