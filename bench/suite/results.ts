import type { Machine } from "./machine.js";
import { type ContenderId, TASK_IDS, type TaskId } from "./tasks.js";

/** Nanoseconds an operation, the best of all turns, by task and contender. */
export type Figures = Partial<Record<TaskId, Partial<Record<ContenderId, number>>>>;

/** How many times as long one takes as another. */
export interface Ratio {
  readonly task: TaskId;
  /** Ours. */
  readonly of: ContenderId;
  readonly against: ContenderId;
  /** The other's time divided by ours: above 1, ours is faster. */
  readonly times: number;
}

/** The JSON output of a run. */
export interface Results {
  readonly date: string;
  readonly mode: "quick" | "full";
  /** Turns that each contender had at each task; the best one counts. */
  readonly turns: number;
  readonly seconds: number;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  /** Contenders that could not take part, and why. */
  readonly absent: Partial<Record<ContenderId, string>>;
  readonly nanoseconds: Figures;
  readonly ratios: readonly Ratio[];
}

/** Keeps the better figure. */
export function noteBest(figures: Figures, task: TaskId, contender: ContenderId, nanoseconds: number): void {
  const row = figures[task] ?? {};
  figures[task] = row;
  row[contender] = Math.min(row[contender] ?? Number.POSITIVE_INFINITY, nanoseconds);
}

/** A ratio, or `undefined` if one of the two wasn't measured. */
export function ratioOf(
  figures: Figures,
  task: TaskId,
  of: ContenderId,
  against: ContenderId,
  againstTask: TaskId = task,
): number | undefined {
  const ours = figures[task]?.[of];
  const theirs = figures[againstTask]?.[against];
  return ours === undefined || theirs === undefined ? undefined : theirs / ours;
}

const OURS: readonly ContenderId[] = ["wasm", "pure"];

/** All of our ratios. */
export function ratiosOf(figures: Figures): Ratio[] {
  return TASK_IDS.flatMap((task) =>
    OURS.flatMap((of) =>
      (Object.keys(figures[task] ?? {}) as ContenderId[])
        .filter((against) => against !== of && !(of === "pure" && against === "wasm"))
        .flatMap((against) => {
          const times = ratioOf(figures, task, of, against);
          return times === undefined ? [] : [{ task, of, against, times }];
        }),
    ),
  );
}
