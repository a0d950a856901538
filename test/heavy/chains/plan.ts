import type { SeededRandom } from "../../../support/random.js";
import { CONTAINERS, FORMATS, type InputShape } from "./inputs.js";

export const SIGNALS = ["SIGTERM", "SIGKILL"] as const;
export type Signal = (typeof SIGNALS)[number];

/** When a run is killed: at its start, or after a share of its work, which is told by the bytes it has read or by time. */
export type Moment =
  | { readonly kind: "start"; readonly milliseconds: number }
  | { readonly kind: "bytes" | "time"; readonly share: number };

/** One chain: a command that is killed and started again, and then comes to its end. */
export interface ChainPlan {
  readonly signal: Signal;
  readonly inputs: readonly InputShape[];
  /** The options that name an output, without their files. */
  readonly outputs: readonly OutputOption[];
  readonly flags: readonly string[];
  readonly jobs: 1 | 2;
  /** Seconds between checkpoints; undefined for a command without one, which starts from the beginning each time. */
  readonly checkpointEvery: string | undefined;
  readonly moments: readonly Moment[];
}

export const OUTPUT_FILES = {
  "--valid": "good",
  "--invalid": "bad.tsv",
  "--invalid-records": "bad",
  "--output": "annotated",
  "--repairs": "repairs.csv",
  "--report": "page.html",
} as const;
export type OutputOption = keyof typeof OUTPUT_FILES;

export function planChain(signal: Signal, random: SeededRandom): ChainPlan {
  const main: InputShape = {
    format: random.pick(FORMATS),
    container: random.pick(CONTAINERS),
    size: random.pick(["many", "long"]),
  };
  const others = random.below(3) === 0 ? 1 + random.below(2) : 0;
  const inputs = [main];
  for (let i = 0; i < others; i++) {
    const other: InputShape = { ...main, container: random.pick(CONTAINERS), size: random.pick(["few", "many"]) };
    inputs.splice(random.below(inputs.length + 1), 0, other);
  }
  const chosen = (Object.keys(OUTPUT_FILES) as OutputOption[]).filter(() => random.below(3) > 0);
  const outputs: readonly OutputOption[] = chosen.length > 0 ? chosen : ["--valid"];
  const flags = ["--duplicates", "--json"].filter(() => random.below(2) === 0);
  if (outputs.includes("--output")) flags.push("--annotate");
  // Searching is the slow part of a repair; the chains are about kills.
  if (outputs.includes("--repairs")) flags.push("--repair-limit", "500");
  const kills = 1 + random.below(4);
  const isPlain = inputs.every(({ container }) => container === "plain");
  return {
    signal,
    inputs,
    outputs,
    flags,
    jobs: random.pick([1, 2]),
    checkpointEvery: random.below(8) === 0 ? undefined : random.pick(["0", "0", "0.01", "0.05"]),
    moments: Array.from({ length: kills }, () => planMoment(isPlain ? 1.2 / kills : 1, random)),
  };
}

/** @param most the largest share of the work that one run of the chain does */
function planMoment(most: number, random: SeededRandom): Moment {
  if (random.below(12) === 0) return { kind: "start", milliseconds: random.below(100) };
  return { kind: random.pick(["bytes", "time"]), share: (most * random.below(1000)) / 1000 };
}

export function describeChain({ inputs, outputs, flags, jobs, checkpointEvery, moments }: ChainPlan): string {
  const shapes = inputs.map(({ format, container, size }) => `${size} ${format} ${container}`).join(" + ");
  const checkpoint = checkpointEvery === undefined ? "no checkpoint" : `a checkpoint every ${checkpointEvery} s`;
  return `${shapes}, --jobs ${jobs} ${[...outputs, ...flags].join(" ")}, ${checkpoint}, ${moments.length} kills`;
}
