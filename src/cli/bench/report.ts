import type { EngineReport } from "../../engine/select.js";
import type { Machine } from "./machine.js";
import type { OperationId } from "./operations.js";
import type { Figure, Outcome } from "./race.js";

/** What one contender needs for one operation. */
export interface ReportFigure {
  readonly operation: OperationId;
  readonly contender: string;
  /** Nanoseconds an operation, of the best turn. */
  readonly best: number;
  /** Nanoseconds an operation, of the turn in the middle. */
  readonly median: number;
  /** How many times as long as the first contender, best against best; 1 for that one itself. */
  readonly times: number;
}

/** What `bench --json` prints: these keys stay. */
export interface BenchReport {
  /** The version of durable-id. */
  readonly version: string;
  readonly runtime: { readonly name: string; readonly version: string };
  readonly machine: Machine;
  /** The engine that namespaces get here, and why it is not the WASM engine where it isn't (`null` where it is). */
  readonly engine: { readonly name: string; readonly fallbackReason: string | null };
  /** Turns of each contender at each operation. */
  readonly turns: number;
  /** What people call each contender, by its key; the first one is what the others' times are held against. */
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

/** Figures with their ratios to one contender's. */
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
