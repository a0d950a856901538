import { openSync } from "node:fs";
import { join } from "node:path";
import { UNIQUE_KEY } from "./inputs.js";
import { type ChainPlan, OUTPUT_FILES } from "./plan.js";

/** The folders of one chain. */
export interface Place {
  readonly outputs: string;
  /** For what is not an output. */
  readonly temporary: string;
}

/** How the command line is called. */
export interface Call {
  readonly argv: readonly string[];
  /** What is on its standard input. */
  readonly input: string | undefined;
  readonly temporary: string;
}

/** The name of the checkpoint. */
export const CHECKPOINT = "state";

/** The command of a chain, in a place. */
export function callOf(plan: ChainPlan, inputs: readonly string[], { outputs, temporary }: Place): Call {
  const { way, format, flags, checkpointEvery } = plan;
  const isPiped = way === "stdin";
  const argv = [
    ...(way === "import" ? ["import"] : ["check", "--jobs", String(plan.jobs)]),
    ...["--unique-key", UNIQUE_KEY, ...fieldOf(plan), ...(isPiped ? ["--format", format] : []), ...flags],
    ...plan.outputs.flatMap((option) => [option, join(outputs, OUTPUT_FILES[option])]),
    ...(checkpointEvery === undefined
      ? []
      : ["--checkpoint", join(outputs, CHECKPOINT), "--checkpoint-every", checkpointEvery]),
    ...(isPiped ? ["-"] : inputs),
  ];
  return { argv, input: isPiped ? inputs[0] : undefined, temporary };
}

function fieldOf({ format }: ChainPlan): string[] {
  if (format === "text") return [];
  return format === "sqlite" ? ["--query", "SELECT id, n FROM sessions ORDER BY n"] : ["--field", "id"];
}

/** The standard input of a call, as `spawn` takes it; a file is to be closed afterwards. */
export function standardInputOf({ input }: Call): "ignore" | number {
  return input === undefined ? "ignore" : openSync(input, "r");
}
