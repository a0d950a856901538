import { Bench } from "tinybench";
import type { TaskId } from "./tasks.js";

/** A repeatable pass with a number of operations. */
export interface Work {
  readonly operations: number;
  readonly run: () => unknown;
}

/** The tasks of a contender. A task's material is made when the task first runs. */
export type Works = Readonly<Partial<Record<TaskId, () => Work>>>;

/** The process of a contender reports its tasks once, and then answers each request. */
export interface Offer {
  readonly tasks: readonly TaskId[];
}
export interface Question {
  readonly task: TaskId;
  /** The maximum duration in milliseconds, but at least one pass. */
  readonly time: number;
}
export interface Answer {
  /** Of the best pass, an operation. */
  readonly nanoseconds: number;
}

/** The best pass of a turn, in nanoseconds an operation. */
export function bestPass({ operations, run }: Work, time: number): number {
  // No warm-up: there are many turns, and the best one counts.
  const bench = new Bench({ time, iterations: 1, warmup: false, throws: true });
  bench.add("pass", run, { async: false });
  bench.runSync();
  const result = bench.tasks[0]?.result;
  if (result?.state !== "completed") throw new Error(`A turn ended ${result?.state}.`);
  return (result.latency.min * 1e6) / operations;
}

/** Makes this process a contender. Each one has its own process, so that types and garbage of others don't affect it. */
export function serve(works: Works): void {
  const made = new Map<TaskId, Work>();
  process.on("message", ({ task, time }: Question) => {
    const work = made.get(task) ?? works[task]?.();
    if (work === undefined) throw new Error(`Nothing is offered for ${task}.`);
    made.set(task, work);
    process.send?.({ nanoseconds: bestPass(work, time) } satisfies Answer);
  });
  process.on("disconnect", () => process.exit());
  process.send?.({ tasks: Object.keys(works) as TaskId[] } satisfies Offer);
}

/** Insists on a fact that makes a figure worth having. */
export function must(fact: boolean, what: string): void {
  if (!fact) throw new Error(`Not so: ${what}.`);
}
