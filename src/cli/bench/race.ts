import type { Eventually, Pass, Passes } from "./contender.js";
import { OPERATION_IDS, type OperationId } from "./operations.js";

/** One contender at one operation. */
export interface Entry {
  readonly operation: OperationId;
  readonly contender: string;
  /** Operations of a pass. */
  readonly operations: number;
  /** Does so many passes, and tells how many milliseconds they took. */
  time(passes: number): Eventually<number>;
}

/** What came of an entry, in nanoseconds an operation. */
export interface Figure {
  readonly operation: OperationId;
  readonly contender: string;
  readonly best: number;
  readonly median: number;
}

/** How long it may take. */
export interface Pace {
  /** Seconds of all turns together, warming up apart. */
  readonly seconds: number;
  /** Milliseconds of a turn, at least. */
  readonly turn: number;
}

/** What all turns gave. */
export interface Outcome {
  /** How many turns each entry had. */
  readonly turns: number;
  readonly figures: Figure[];
}

/** However short the time is, there is a median. */
const FEWEST_TURNS = 3;

/** The passes of a contender, timed by this very process. */
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

/** Does so many passes, one after the other. */
export async function runPasses({ run }: Pass, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const running = run();
    if (running instanceof Promise) await running;
  }
}

/**
 * Measures in rounds: in each, every entry has one turn, those of one operation one after the other, so that a busy
 * machine is as bad for all.
 * @param now milliseconds on a clock that never goes back
 * @param onTurn called before each turn, with the share of the time that is over; what it throws ends the race
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

/** How many passes make a turn. Trying that out makes the entry warm, too. */
async function passesOfTurn(entry: Entry, turn: number): Promise<number> {
  for (let passes = 1; ; passes *= 2) {
    if ((await entry.time(passes)) >= turn) return passes;
  }
}
