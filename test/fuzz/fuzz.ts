import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { type Outcome, startChild } from "./child.js";
import { Finding, fuzz, type Progress, withTarget } from "./session.js";
import type { Target } from "./target.js";
import { TARGETS } from "./targets/index.js";

// npm run fuzz [-- --minutes N] [--seed SEED] [--target NAME] [--records N] [--input FILE]
// Tries random inputs on every target for N minutes in all (2 unless given), or on those whose names begin with NAME; with
// --records, each trial until it has had so many records; with --input, only that one. Exits 1 if something doesn't hold.

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    seed: { type: "string", default: String(Date.now()) },
    target: { type: "string", default: "" },
    records: { type: "string", default: "0" },
    input: { type: "string" },
    child: { type: "boolean", default: false },
  },
});
const { seed, input } = values;
const minutes = Number(values.minutes);
const records = Number(values.records);
// Only trials have records.
const candidates = TARGETS.filter(({ takesSeeds }) => !(records > 0) || takesSeeds);
const exact = candidates.filter(({ name }) => name === values.target);
const targets = exact.length > 0 ? exact : candidates.filter(({ name }) => name.startsWith(values.target));

if (targets.length === 0)
  refuse(`--target must begin the name of a target: ${candidates.map(({ name }) => name).join(", ")}`);
else if (!(minutes > 0)) refuse(`--minutes must be a number above 0, got "${values.minutes}"`);
else if (!(records >= 0)) refuse(`--records must be a number, got "${values.records}"`);
else if (values.child) await beChild(targets[0]);
else if (input !== undefined) await repeat(targets[0], readFileSync(input));
else await fuzzAll();

function refuse(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 2;
}

/** Tries one input again. */
async function repeat(target: Target, bytes: Uint8Array): Promise<void> {
  await withTarget(target, async ({ run }) => run(bytes));
  console.log(`${target.name}: everything holds for ${input}`);
}

/** Fuzzes one target, and tells the parent how far it has come. */
async function beChild(target: Target): Promise<void> {
  const start = performance.now();
  let told = 0;
  const tell = (outcome: Outcome) => new Promise((resolve) => process.send?.(outcome, resolve));
  try {
    const end = await fuzz(target, seed, (progress) => {
      const now = performance.now();
      if (now - told > 1000) {
        void tell({ progress });
        told = now;
      }
      return records > 0 ? progress.records >= records : now - start > minutes * 60_000;
    });
    await tell({ progress: end });
  } catch (error) {
    await tell({ finding: error instanceof Finding ? error.message : String((error as Error).stack) });
  }
  process.disconnect();
}

/** Fuzzes each target in a process of its own, as many at a time as there are cores. */
async function fuzzAll(): Promise<void> {
  const cores = Math.min(availableParallelism(), targets.length);
  const each = (minutes * cores) / targets.length;
  console.log(
    `seed ${seed}; ${targets.length} targets, ${records > 0 ? `${records} records` : `${(60 * each).toFixed(0)} s`} each`,
  );
  const queue = [...targets];
  const findings: string[] = [];
  const work = async () => {
    for (let target = queue.shift(); target !== undefined; target = queue.shift()) {
      const args = [
        "--child",
        "--target",
        target.name,
        "--seed",
        seed,
        "--minutes",
        String(each),
        "--records",
        values.records,
      ];
      const { progress, finding, seconds } = await startChild(target.name, args);
      console.log(row(target.name, progress, seconds));
      if (finding !== undefined) findings.push(finding);
    }
  };
  await Promise.all(Array.from({ length: cores }, work));
  for (const finding of findings) console.log(`\n${finding}`);
  console.log(`${findings.length === 0 ? "everything holds" : `${findings.length} findings`} (seed ${seed})`);
  if (findings.length > 0) process.exitCode = 1;
}

function row(name: string, progress: Progress | undefined, seconds: number): string {
  const figure = (value: number | undefined) => (value ?? 0).toLocaleString("en-US").padStart(11);
  const { runs, records, kept } = progress ?? {};
  return `${name.padEnd(18)} ${figure(runs)} inputs ${figure(records)} records ${figure(kept)} kept ${figure(Math.round(seconds))} s`;
}
