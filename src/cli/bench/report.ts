import type { EngineReport } from "../../engine/select.js";
import type { Machine } from "./machine.js";
import type { OperationId } from "./operations.js";
import type { Figure, Outcome } from "./race.js";

/** The figures of one contender in one operation. */
export interface ReportFigure {
  readonly operation: OperationId;
  readonly contender: string;
  /** Nanoseconds per operation in the best turn. */
  readonly best: number;
  /** Nanoseconds per operation in the median turn. */
  readonly median: number;
  /** The best time divided by the first contender's best time; 1 for the first contender itself. */
  readonly times: number;
}

/** The output of `bench --json`: these keys stay. */
export interface BenchReport {
  /** The version of durable-id. */
  readonly version: string;
  readonly runtime: { readonly name: string; readonly version: string };
  readonly machine: Machine;
  /** The engine that namespaces use here, and the reason if it is not the WASM engine (`null` if it is). */
  readonly engine: { readonly name: string; readonly fallbackReason: string | null };
  /** Turns of each contender in each operation. */
  readonly turns: number;
  /** The name of each contender, by its key; the times of the others are relative to the first one. */
  readonly contenders: Readonly<Record<string, string>>;
  readonly figures: readonly ReportFigure[];
}

/** The report of a race. */
export function reportOf(
  { turns, figures }: Outcome,
  contenders: BenchReport["contenders"],
  about: { version: string; runtime: BenchReport["runtime"]; machine: Machine; engine: EngineReport },
): BenchReport {
  const { version, runtime, machine, engine } = about;
  return {
    version,
    runtime,
    machine,
    engine: { name: engine.name, fallbackReason: engine.fallbackReason ?? null },
    turns,
    contenders,
    figures: withTimes(figures, Object.keys(contenders)[0]),
  };
}

/** Adds to each figure its ratio to one contender's. */
export function withTimes(figures: readonly Figure[], base: string): ReportFigure[] {
  return figures.flatMap(({ operation, contender, best, median }) => {
    const ours = figures.find((each) => each.operation === operation && each.contender === base);
    if (ours === undefined) return [];
    return { operation, contender, best: round(best), median: round(median), times: round(best / ours.best) };
  });
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
