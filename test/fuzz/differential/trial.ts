import { SeededRandom } from "../../../support/random.js";
import { makeCases } from "./cases.js";
import { judge, judgeSingly } from "./judge.js";
import { makeWorld } from "./world.js";

/** What was compared. */
export interface TrialCounts {
  /** IDs by what was done to get them. */
  readonly byKind: Map<string, number>;
  /** IDs by what the oracle says of them. */
  readonly byVerdict: Map<string, number>;
  /** IDs that went through `tryIdFromString` and `idFromString` too. */
  singly: number;
}

export function noCounts(): TrialCounts {
  return { byKind: new Map(), byVerdict: new Map(), singly: 0 };
}

export function addCounts(sum: TrialCounts, more: TrialCounts): void {
  for (const [kind, count] of more.byKind) add(sum.byKind, kind, count);
  for (const [verdict, count] of more.byVerdict) add(sum.byVerdict, verdict, count);
  sum.singly += more.singly;
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** IDs of one check, on average: more than two tiles of an engine, and never a whole number of them for long. */
const BATCH = 1500;
/** Each so-many-th ID goes through the single calls as well. A prime, so that it meets every kind. */
const SAMPLE = 7;

/**
 * Puts `count` IDs to every engine and the oracle; the same ones for the same seed.
 * @throws Disagreement at the first difference
 */
export function runTrial(count: number, seed: string): TrialCounts {
  const random = new SeededRandom(seed);
  const world = makeWorld(random);
  const counts = noCounts();
  for (let done = 0, batch = 0; done < count; batch++) {
    const size = Math.min(1 + random.below(2 * BATCH), count - done);
    const list = world.lists[batch % world.lists.length];
    const cases = makeCases(random, world, list, size);
    const verdicts = judge(
      list,
      cases.map(({ text }) => text),
    );
    for (const [i, { kind, text }] of cases.entries()) {
      add(counts.byKind, kind, 1);
      add(counts.byVerdict, verdicts[i].verdict, 1);
      if ((done + i) % SAMPLE !== 0) continue;
      judgeSingly(random.pick(list.scopes), text);
      counts.singly++;
    }
    done += size;
  }
  return counts;
}
