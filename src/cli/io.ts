/** Where bytes go: standard output, standard error, or a stand-in for them. */
export interface Output {
  /** Whether a person reads along: colours make sense. */
  readonly isTTY: boolean;
  /**
   * Resolves once the data is out, so that whoever awaits it never runs ahead of the reader. The data is not looked at
   * after that. Rejects with the system's error (`EPIPE`, `ENOSPC`, …).
   */
  write(data: Uint8Array | string): Promise<void>;
}

/** All that a command has to do with the process it runs in, files apart. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /**
   * Resolves when the process is asked to end (SIGTERM, SIGINT): from its call on that is the caller's to do. Without it
   * nobody ever asks.
   */
  untilStopped?(): Promise<void>;
}
