import { formatRatio } from "../../src/text/quantities.js";
import type { Pair } from "./measure.js";
import { type Figures, ratioOf } from "./results.js";
import { CONTENDERS, type ContenderId, TASKS, type TaskId } from "./tasks.js";

/** The minimum ratio: how many times as long the other contender must take. */
export interface Floor {
  readonly task: TaskId;
  readonly of: ContenderId;
  readonly against: ContenderId;
  /** The other contender's task, if it differs: code around the kernel is compared with the kernel, on any machine. */
  readonly againstTask?: TaskId;
  readonly floor: number;
  /** The measured values, and what the floor should catch. */
  readonly why: string;
}

/** What became of a floor. */
export interface FloorOutcome {
  readonly floor: Floor;
  /** `skipped` if a contender can't run on this machine. */
  readonly verdict: "held" | "held at second measurement" | "failed" | "skipped";
  /** The ratio of the last measurement. */
  readonly ratio: number | undefined;
  /** The ratio that failed first, if there was a second measurement. */
  readonly first: number | undefined;
}

/** Measures pairs again. */
export type Measure = (pairs: readonly Pair[]) => Promise<Figures>;

/**
 * Checks ratios against their floors. Failing ratios are measured once more, by themselves, and only a second failure counts: other load
 * can slow a machine down during the turns of only one contender.
 */
export async function checkFloors(
  floors: readonly Floor[],
  measure: Measure,
  isAbsent: (contender: ContenderId) => boolean,
): Promise<FloorOutcome[]> {
  const skips = (floor: Floor): boolean => isAbsent(floor.of) || isAbsent(floor.against);
  const judged = floors.filter((floor) => !skips(floor));
  const first = await ratios(judged, measure);
  const low = judged.filter((floor) => !holds(floor, first.get(floor)));
  const second = low.length === 0 ? new Map<Floor, number | undefined>() : await ratios(low, measure);
  return floors.map((floor) => {
    if (skips(floor)) return { floor, verdict: "skipped", ratio: undefined, first: undefined };
    if (!second.has(floor)) return { floor, verdict: "held", ratio: first.get(floor), first: undefined };
    const ratio = second.get(floor);
    const verdict = holds(floor, ratio) ? "held at second measurement" : "failed";
    return { floor, verdict, ratio, first: first.get(floor) };
  });
}

/** A missing figure fails if both contenders took part. */
function holds({ floor }: Floor, ratio: number | undefined): boolean {
  return ratio !== undefined && ratio >= floor;
}

async function ratios(floors: readonly Floor[], measure: Measure): Promise<Map<Floor, number | undefined>> {
  const figures = await measure(pairsOf(floors));
  return new Map(
    floors.map((floor) => [floor, ratioOf(figures, floor.task, floor.of, floor.against, floor.againstTask)]),
  );
}

/** The figures that floors are about, each once. */
export function pairsOf(floors: readonly Floor[]): Pair[] {
  const pairs = floors.flatMap(({ task, of, against, againstTask = task }) => [
    { task, contender: of },
    { task: againstTask, contender: against },
  ]);
  return [...new Map(pairs.map((pair) => [`${pair.task} ${pair.contender}`, pair])).values()];
}

/** A line for a terminal. */
export function outcomeLine({ floor, verdict, ratio, first }: FloorOutcome): string {
  const measured = ratio === undefined ? "no figure" : formatRatio(ratio);
  const before = first === undefined ? "" : `, ${formatRatio(first)} at first`;
  const mark = verdict === "failed" ? "FAILED" : verdict === "skipped" ? "skipped" : "held";
  const other = floor.againstTask === undefined ? "" : ` (${TASKS[floor.againstTask]})`;
  return (
    `${mark.padEnd(8)}${TASKS[floor.task]}, ${CONTENDERS[floor.of]} against ${CONTENDERS[floor.against]}${other}: ` +
    `${measured}${before}; at least ${formatRatio(floor.floor)}`
  );
}
