import assert from "node:assert/strict";
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { CHECKPOINT, callOf, type Place } from "./command.js";
import { type ChainPlan, type Moment, OUTPUT_FILES } from "./plan.js";
import { type Ended, runToEnd, runUntil } from "./process.js";
import { resultOf } from "./result.js";

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

/**
 * Runs a command undisturbed, and then as a chain, and requires the same of both: exit code, what is printed, every byte of
 * every output, and nothing else in their folders.
 * @throws AssertionError with the difference
 */
export async function runChain(
  plan: ChainPlan,
  inputs: readonly string[],
  folder: string,
  readAtStart: number,
): Promise<ChainFigures> {
  const calm = makePlace(join(folder, "calm"));
  const { end, milliseconds } = await runToEnd(callOf(plan, inputs, calm), readAtStart);
  const work = { readAtStart, milliseconds, bytes: inputs.reduce((sum, path) => sum + statSync(path).size, 0) };
  const expected = resultOf(plan, end, calm);
  const { code, outputs, temporary } = expected;
  const names = plan.outputs.map((option) => OUTPUT_FILES[option]).sort();
  assert.deepEqual({ code, outputs, temporary }, { code: 1, outputs: names, temporary: [] }, end.stderr);
  for (let attempt = 1; ; attempt++) {
    const place = makePlace(join(folder, `chain-${attempt}`));
    const call = callOf(plan, inputs, place);
    const figures = { killed: 0, resumed: 0, early: 0 };
    let last: Ended | undefined;
    for (const moment of plan.moments) {
      const run = await runUntil(earlier(moment, attempt), plan.signal, work, call);
      if (!wasStopped(run, plan)) {
        figures.early++;
        last = run;
        break;
      }
      figures.killed++;
      if (readdirSync(place.outputs).includes(CHECKPOINT)) figures.resumed++;
    }
    last ??= (await runToEnd(call, readAtStart)).end;
    assert.deepEqual(resultOf(plan, last, place), expected);
    if (figures.killed > 0) return figures;
    assert.ok(attempt < ATTEMPTS, "no run could be killed before its end: the inputs are too small");
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

/** Whether a run ended by the signal, in the way that the signal should end it. */
function wasStopped({ code, signal, stdout, stderr }: Ended, { signal: sent, flags }: ChainPlan): boolean {
  if (signal !== null) return true;
  if (sent === "SIGKILL" || code === 0 || code === 1) return false;
  assert.equal(code, 143, stderr);
  assert.match(stderr, /SIGTERM/);
  const isSummary = flags.includes("--json") && stdout.startsWith("{");
  if (isSummary) assert.equal((JSON.parse(stdout) as { complete: boolean }).complete, false);
  return true;
}
