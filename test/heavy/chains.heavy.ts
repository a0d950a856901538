import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SeededRandom } from "../../support/random.js";
import { runChain } from "./chains/chain.js";
import { inputFile } from "./chains/inputs.js";
import { describeChain, pickCell, planChain, SIGNALS } from "./chains/plan.js";
import { bytesReadAtStart } from "./chains/process.js";

/**
 * Commands that are killed at random moments and started again, until they end: what they leave must be what an
 * undisturbed run leaves. CHAINS is how many there are for each signal. CHAINS_SEED repeats the plans of an earlier
 * suite, and `-t "SIGTERM 17:"` selects one of them; the machine's load still decides where exactly a signal hits.
 * `npm run soak` has a chain for every way in which a format can be read.
 */
const CHAINS = Number(process.env.CHAINS ?? 100);
const SEED = process.env.CHAINS_SEED ?? String(Date.now());

const folder = join(tmpdir(), `durable-id-chains-${process.pid}`);
const inputs = join(folder, "inputs");
const made = new Map<string, number>();
let readAtStart: number;
const figures = { chains: 0, killed: 0, resumed: 0, early: 0 };

beforeAll(async () => {
  mkdirSync(inputs, { recursive: true });
  readAtStart = await bytesReadAtStart(folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
  const { chains, killed, resumed, early } = figures;
  console.log(
    `${chains} chains passed: ${killed} runs killed, ${resumed} with a checkpoint to resume from, ${early} ended before the signal; CHAINS_SEED=${SEED}`,
  );
});

describe.concurrent.each(SIGNALS)("%s", (signal) => {
  const plans = Array.from({ length: CHAINS }, (_, i) => {
    const random = new SeededRandom(`${SEED} ${signal} ${i}`);
    const plan = planChain(pickCell(signal, random), random);
    return [`${signal} ${i}`, describeChain(plan), plan] as const;
  });
  test.each(plans)("%s: %s", async (name, _, plan) => {
    const paths = plan.inputs.map((shape) => {
      const path = inputFile(inputs, shape, new SeededRandom(`${SEED} ${JSON.stringify(shape)}`));
      if (!made.has(path)) made.set(path, statSync(path).mtimeMs);
      return path;
    });
    const own = join(folder, name);
    try {
      const { killed, resumed, early } = await runChain(plan, paths, own, readAtStart);
      figures.chains++;
      figures.killed += killed;
      figures.resumed += resumed;
      figures.early += early;
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  });
});

test("the folder of inputs holds the inputs, as they were", () => {
  expect(readdirSync(inputs).sort()).toEqual([...made.keys()].map((path) => basename(path)).sort());
  for (const [path, modified] of made) expect(statSync(path).mtimeMs).toBe(modified);
});
