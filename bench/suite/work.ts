import { Bench } from "tinybench";
import type { TaskId } from "./tasks.js";

/** A pass of so many operations, over and over again. */
export interface Work {
  readonly operations: number;
  readonly run: () => unknown;
}

/** What a contender has to offer; a task's material is made when the task first comes up. */
export type Works = Readonly<Partial<Record<TaskId, () => Work>>>;

/** The process of a contender says what it offers, once, and then answers each question. */
export interface Offer {
  readonly tasks: readonly TaskId[];
}
export interface Question {
  readonly task: TaskId;
  /** Milliseconds that it may take, or one pass where that takes longer. */
  readonly time: number;
}
export interface Answer {
  /** Of the best pass, an operation. */
  readonly nanoseconds: number;
}

/** The best pass of a turn, in nanoseconds an operation. */
export function bestPass({ operations, run }: Work, time: number): number {
  // No warm-up: turns come round many times, and the best one counts.
  const bench = new Bench({ time, iterations: 1, warmup: false, throws: true });
  bench.add("pass", run, { async: false });
  bench.runSync();
  const result = bench.tasks[0]?.result;
  if (result?.state !== "completed") throw new Error(`A turn ended ${result?.state}.`);
  return (result.latency.min * 1e6) / operations;
}

/** Makes this process a contender: each has one of its own, so that no other's types and garbage get in its way. */
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
