import type { SeededRandom } from "../../../support/random.js";
import { CONTAINERS, type Container, type Format, type InputShape, STREAM_FORMATS, TABLE_FORMATS } from "./inputs.js";

export const SIGNALS = ["SIGTERM", "SIGKILL"] as const;
export type Signal = (typeof SIGNALS)[number];

/** When a run is killed: at its start, or after a share of its work, which is told by the bytes it has read or by time. */
export type Moment =
  | { readonly kind: "start"; readonly milliseconds: number }
  | { readonly kind: "bytes" | "time"; readonly share: number };

/** What is checked, and how it is read. `stdin` and `import` can't be resumed: they start from the beginning. */
export interface ChainCell {
  readonly signal: Signal;
  readonly way: "check" | "stdin" | "import";
  readonly format: Format;
  readonly container: Container;
  readonly jobs: 1 | 2;
}

/** One chain: a command that is killed and started again, and then comes to its end. */
export interface ChainPlan extends Omit<ChainCell, "container"> {
  readonly inputs: readonly InputShape[];
  /** The options that name an output, without their files. */
  readonly outputs: readonly OutputOption[];
  readonly flags: readonly string[];
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
  "--junit": "results.xml",
  "--db": "objects.db",
} as const;
export type OutputOption = keyof typeof OUTPUT_FILES;
export const CHECK_OUTPUTS = (Object.keys(OUTPUT_FILES) as OutputOption[]).filter((option) => option !== "--db");

/** Every way in which every format can be read, with a random signal. */
export function allCells(random: SeededRandom): ChainCell[] {
  const streams = STREAM_FORMATS.flatMap((format) => CONTAINERS.map((container) => ({ format, container })));
  const tables = TABLE_FORMATS.map((format) => ({ format, container: "plain" as const }));
  const files = [...streams, ...tables];
  const cells = [
    ...files.flatMap((each) => ([1, 2] as const).map((jobs) => ({ way: "check" as const, jobs, ...each }))),
    ...streams.map((each) => ({ way: "stdin" as const, jobs: random.pick([1, 2] as const), ...each })),
    // An import has one thread.
    ...files.map((each) => ({ way: "import" as const, jobs: 1 as const, ...each })),
  ];
  return cells.map((cell) => ({ ...cell, signal: random.pick(SIGNALS) }));
}

/** A cell for a suite that can't run all: most of them are of checks that are resumed. */
export function pickCell(signal: Signal, random: SeededRandom): ChainCell {
  const way = random.pick(["check", "check", "check", "check", "check", "check", "stdin", "import"] as const);
  return { ...random.pick(allCells(random).filter((cell) => cell.way === way)), signal };
}

export function planChain({ container, ...cell }: ChainCell, random: SeededRandom): ChainPlan {
  const inputs = planInputs(cell, container, random);
  const kills = 1 + random.below(4);
  const isPlain = inputs.every((input) => input.container === "plain");
  return {
    ...cell,
    inputs,
    ...planOutputs(cell, random),
    checkpointEvery:
      cell.way !== "check" || random.below(8) === 0 ? undefined : random.pick(["0", "0", "0.01", "0.05"]),
    moments: Array.from({ length: kills }, () => planMoment(isPlain ? 1.2 / kills : 1, random)),
  };
}

function planInputs(
  { way, format }: Pick<ChainCell, "way" | "format">,
  container: Container,
  random: SeededRandom,
): InputShape[] {
  const inputs: InputShape[] = [{ format, container, size: way === "check" ? random.pick(["many", "long"]) : "many" }];
  const isTable = TABLE_FORMATS.some((table) => table === format);
  const others = way !== "stdin" && random.below(3) === 0 ? 1 + random.below(2) : 0;
  for (let i = 0; i < others; i++) {
    const other: InputShape = {
      format,
      container: isTable ? "plain" : random.pick(CONTAINERS),
      size: random.pick(["few", "many"]),
    };
    inputs.splice(random.below(inputs.length + 1), 0, other);
  }
  return inputs;
}

function planOutputs({ way }: Pick<ChainCell, "way">, random: SeededRandom): Pick<ChainPlan, "outputs" | "flags"> {
  if (way === "import") {
    return { outputs: ["--db"], flags: ["--stored-data", "--json"].filter(() => random.below(2) === 0) };
  }
  const chosen = CHECK_OUTPUTS.filter(() => random.below(3) > 0);
  const outputs: readonly OutputOption[] = chosen.length > 0 ? chosen : ["--valid"];
  const flags = ["--duplicates", "--json"].filter(() => random.below(2) === 0);
  // Without a file for it, what is annotated goes to standard output, where no run can go on.
  if (outputs.includes("--output") || (way === "stdin" && random.below(2) === 0)) flags.push("--annotate");
  // Searching is the slow part of a repair; the chains are about kills.
  if (outputs.includes("--repairs")) flags.push("--repair-limit", "500");
  return { outputs, flags };
}

/** @param most the largest share of the work that one run of the chain does */
function planMoment(most: number, random: SeededRandom): Moment {
  if (random.below(12) === 0) return { kind: "start", milliseconds: random.below(100) };
  return { kind: random.pick(["bytes", "time"]), share: (most * random.below(1000)) / 1000 };
}

export function describeChain({ way, inputs, outputs, flags, jobs, checkpointEvery, moments }: ChainPlan): string {
  const shapes = inputs.map(({ format, container, size }) => `${size} ${format} ${container}`).join(" + ");
  const checkpoint = checkpointEvery === undefined ? "no checkpoint" : `a checkpoint every ${checkpointEvery} s`;
  return `${way}: ${shapes}, --jobs ${jobs} ${[...outputs, ...flags].join(" ")}, ${checkpoint}, ${moments.length} kills`;
}
