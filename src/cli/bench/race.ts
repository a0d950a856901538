import type { Eventually, Pass, Passes } from "./contender.js";
import { OPERATION_IDS, type OperationId } from "./operations.js";

/** One contender in one operation. */
export interface Entry {
  readonly operation: OperationId;
  readonly contender: string;
  /** How many operations a pass has. */
  readonly operations: number;
  /** Runs this many passes, and returns how many milliseconds they took. */
  time(passes: number): Eventually<number>;
}

/** The result of an entry, in nanoseconds per operation. */
export interface Figure {
  readonly operation: OperationId;
  readonly contender: string;
  readonly best: number;
  readonly median: number;
}

/** How long a race takes. */
export interface Pace {
  /** Seconds of all turns together, without the warm-up. */
  readonly seconds: number;
  /** The least duration of a turn in milliseconds. */
  readonly turn: number;
}

/** The results of all turns. */
export interface Outcome {
  /** How many turns each entry had. */
  readonly turns: number;
  readonly figures: Figure[];
}

/** The minimum for a meaningful median, even in a short time. */
const FEWEST_TURNS = 3;

/** The passes of a contender, timed in this process. */
export function entriesOf(contender: string, passes: Passes, now: () => number): Entry[] {
  return OPERATION_IDS.flatMap((operation) => {
    const pass = passes[operation];
    if (pass === undefined) return [];
    return { operation, contender, operations: pass.operations, time: (count) => timed(pass, count, now) };
  });
}

async function timed(pass: Pass, count: number, now: () => number): Promise<number> {
  const start = now();
  await runPasses(pass, count);
  return now() - start;
}

/** Runs this many passes, one after the other. */
export async function runPasses({ run }: Pass, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const running = run();
    if (running instanceof Promise) await running;
  }
}

/**
 * Measures in rounds: in each, every entry has one turn, with the entries of one operation next to each other, so that a
 * busy machine slows all of them down.
 * @param now milliseconds of a monotonic clock
 * @param onTurn called before each turn, with the share of the time that has passed; if it throws, the race ends
 */
export async function race(
  entries: readonly Entry[],
  { seconds, turn }: Pace,
  now: () => number,
  onTurn: (share: number) => Eventually<void>,
): Promise<Outcome> {
  const sorted = OPERATION_IDS.flatMap((operation) => entries.filter((entry) => entry.operation === operation));
  const lanes = [];
  for (const entry of sorted) {
    await onTurn(0);
    lanes.push({ entry, passes: await passesOfTurn(entry, turn), turns: [] as number[] });
  }
  const start = now();
  let share = 0;
  for (let turns = 0; turns < FEWEST_TURNS || share < 1; turns++) {
    for (const { entry, passes, turns: taken } of lanes) {
      await onTurn(Math.min(1, share));
      taken.push(((await entry.time(passes)) * 1e6) / (passes * entry.operations));
      share = (now() - start) / (1000 * seconds);
    }
  }
  const figures = lanes.map(({ entry: { operation, contender }, turns }) => {
    const inOrder = turns.sort((a, b) => a - b);
    return { operation, contender, best: inOrder[0], median: inOrder[inOrder.length >> 1] };
  });
  return { turns: lanes[0]?.turns.length ?? 0, figures };
}

/** How many passes a turn has. Finding out also warms the entry up. */
async function passesOfTurn(entry: Entry, turn: number): Promise<number> {
  for (let passes = 1; ; passes *= 2) {
    if ((await entry.time(passes)) >= turn) return passes;
  }
}
