import type { Io, Output } from "../../src/cli/io.js";
import { run } from "../../src/cli/run.js";

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** What a run is given: standard input in one piece or cut, a terminal or not. */
export interface Surroundings {
  stdin?: string | Uint8Array | Uint8Array[];
  isTTY?: boolean;
  isStdinTTY?: boolean;
  /** The width of the terminal. */
  columns?: number | undefined;
  env?: Record<string, string>;
  /** Called before each write to standard output. */
  onWrite?: (written: string) => void;
  stop?: AbortSignal;
  /** Called whenever the run looks at the clock. */
  onTick?: () => void;
  /** Starts the threads of the command line; there are none without it. */
  spawn?: Io["spawn"];
}

/** `run` with everything in memory but files. */
export async function cli(argv: string[], surroundings: Surroundings = {}): Promise<Outcome> {
  const {
    stdin = "",
    isTTY = false,
    isStdinTTY = false,
    columns,
    env = {},
    onWrite,
    stop,
    onTick,
    spawn,
  } = surroundings;
  const written = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const output = (name: "stdout" | "stderr"): Output => ({
    isTTY,
    columns,
    write: async (data) => {
      const bytes = Buffer.from(data as string);
      if (name === "stdout") onWrite?.(bytes.toString());
      written[name].push(bytes);
    },
  });
  let clock = 0;
  const code = await run(argv, {
    stdin: chunksOf(stdin),
    isStdinTTY,
    stdout: output("stdout"),
    stderr: output("stderr"),
    env,
    stop,
    spawn,
    now: () => {
      onTick?.();
      clock += 500;
      return clock;
    },
  });
  return {
    code,
    stdout: Buffer.concat(written.stdout).toString(),
    stderr: Buffer.concat(written.stderr).toString(),
  };
}

/** Like a real stream: the buffer of a chunk is used again for the next. */
async function* chunksOf(stdin: string | Uint8Array | Uint8Array[]): AsyncIterable<Uint8Array> {
  const chunks = Array.isArray(stdin) ? stdin : [Buffer.from(stdin as string)];
  for (const chunk of chunks) {
    const lent = Uint8Array.from(chunk);
    yield lent;
    lent.fill(0x21);
  }
}
