import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "vitest";
import { ROOMS } from "../../cli/support.js";
import { type ChainPlan, type Moment, OUTPUT_FILES } from "./plan.js";
import { type Ended, runToEnd, runUntil } from "./process.js";

/** How often a chain is tried whose runs all end before they are killed. */
const ATTEMPTS = 10;

/** What a chain's kills met. */
export interface ChainFigures {
  /** Runs that ended by the signal. */
  readonly killed: number;
  /** Those of them that left something to go on with. */
  readonly resumed: number;
  /** Runs that ended before the signal came. */
  readonly early: number;
}

/** The folders of one chain. */
interface Place {
  readonly outputs: string;
  readonly temporary: string;
}

/**
 * Runs a command undisturbed, and then as a chain, and expects the same of both: exit code, summary, every byte of every
 * output, and nothing else in their folders.
 */
export async function runChain(
  plan: ChainPlan,
  inputs: readonly string[],
  folder: string,
  readAtStart: number,
): Promise<ChainFigures> {
  const calm = makePlace(join(folder, "calm"));
  const { end, milliseconds } = await runToEnd(argumentsFor(plan, inputs, calm), calm.temporary, readAtStart);
  const work = { readAtStart, milliseconds, bytes: inputs.reduce((sum, path) => sum + statSync(path).size, 0) };
  const expected = resultOf(plan, end, calm);
  const names = plan.outputs.map((option) => OUTPUT_FILES[option]).sort();
  expect(expected).toMatchObject({ code: 1, stderr: "", outputs: names, temporary: [] });
  for (let attempt = 1; ; attempt++) {
    const place = makePlace(join(folder, `chain-${attempt}`));
    const argv = argumentsFor(plan, inputs, place);
    const figures = { killed: 0, resumed: 0, early: 0 };
    let last: Ended | undefined;
    for (const moment of plan.moments) {
      const run = await runUntil(earlier(moment, attempt), plan.signal, work, argv, place.temporary);
      if (!wasStopped(run, plan)) {
        figures.early++;
        last = run;
        break;
      }
      figures.killed++;
      if (readdirSync(place.outputs).includes("state")) figures.resumed++;
    }
    last ??= (await runToEnd(argv, place.temporary, readAtStart)).end;
    expect(resultOf(plan, last, place)).toEqual(expected);
    if (figures.killed > 0) return figures;
    expect(attempt, "no run could be killed before its end: the inputs are too small").toBeLessThan(ATTEMPTS);
    rmSync(place.outputs, { recursive: true });
  }
}

/** The moment for another attempt, after runs that were faster than their signals. */
function earlier(moment: Moment, attempt: number): Moment {
  return moment.kind === "start" ? moment : { ...moment, share: moment.share / attempt };
}

function makePlace(folder: string): Place {
  const place = { outputs: join(folder, "outputs"), temporary: join(folder, "temporary") };
  for (const path of Object.values(place)) mkdirSync(path, { recursive: true });
  return place;
}

function argumentsFor(plan: ChainPlan, inputs: readonly string[], { outputs }: Place): string[] {
  const { flags, jobs, checkpointEvery } = plan;
  const field = plan.inputs[0].format === "text" ? [] : ["--field", "id"];
  const files = plan.outputs.flatMap((option) => [option, join(outputs, OUTPUT_FILES[option])]);
  const checkpoint =
    checkpointEvery === undefined
      ? []
      : ["--checkpoint", join(outputs, "state"), "--checkpoint-every", checkpointEvery];
  const fixed = ["check", "--unique-key", ROOMS, "--jobs", String(jobs)];
  return [...fixed, ...field, ...flags, ...files, ...checkpoint, ...inputs];
}

/** Whether a run ended by the signal, in the way that the signal should end it. */
function wasStopped({ code, signal, stdout, stderr }: Ended, plan: ChainPlan): boolean {
  if (signal !== null) return true;
  if (plan.signal === "SIGKILL" || code === 0 || code === 1) return false;
  expect(code, stderr).toBe(143);
  expect(stderr).toContain("SIGTERM");
  if (plan.flags.includes("--json") && stdout !== "") expect(JSON.parse(stdout)).toMatchObject({ complete: false });
  return true;
}

/** Everything that a run gives except its times: equal for all runs of a command. */
function resultOf(plan: ChainPlan, { code, stdout, stderr }: Ended, { outputs, temporary }: Place) {
  return {
    code,
    stderr,
    summary: plan.flags.includes("--json") ? parseSummary(stdout) : stdout.replace(/^[\d.]+ s, .*$/m, ""),
    outputs: readdirSync(outputs).sort(),
    temporary: readdirSync(temporary),
    contents: plan.outputs.map((option) => digestOf(join(outputs, OUTPUT_FILES[option]))),
  };
}

function parseSummary(json: string): unknown {
  if (json === "") return undefined;
  const { seconds, idsPerSecond, ...summary } = JSON.parse(json);
  expect([typeof seconds, typeof idsPerSecond]).toEqual(["number", "number"]);
  return summary;
}

/** Stands for a file's bytes, without the times and the command of a report: outputs of 40 MB are too large for a readable comparison. */
function digestOf(path: string): string {
  if (!existsSync(path)) return "missing";
  const bytes = readFileSync(path);
  const isPage = path.endsWith(".html");
  const lasting = isPage ? bytes.toString().replace(/<dt>(date|time|speed|command)<\/dt><dd>.*?<\/dd>/gs, "") : bytes;
  return `${basename(path)}: ${lasting.length} bytes, ${createHash("sha256").update(lasting).digest("hex").slice(0, 16)}`;
}
