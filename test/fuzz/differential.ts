import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { addCounts, noCounts, runTrial, type TrialCounts } from "./differential/trial.js";
import { ENGINES } from "./differential/world.js";

// npm run differential [-- COUNT [SEED]]: COUNT random and mutated IDs, on which all engines and the oracle must agree.
// Each portion of them has a seed of its own, so that the same IDs come however many threads there are.

const PORTION = 100_000;

interface Portion {
  readonly count: number;
  readonly seed: string;
}

type Outcome = { readonly counts: TrialCounts } | { readonly fault: string };

if (isMainThread) await main();
else work();

function work(): void {
  parentPort?.on("message", ({ count, seed }: Portion) => parentPort?.postMessage(outcomeOf(count, seed)));
}

function outcomeOf(count: number, seed: string): Outcome {
  try {
    return { counts: runTrial(count, seed) };
  } catch (error) {
    return { fault: String(error) };
  }
}

async function main(): Promise<void> {
  const [countGiven = "10000000", seed = String(Date.now())] = process.argv.slice(2);
  const count = Number(countGiven);
  if (!Number.isInteger(count) || count < 1) {
    process.stderr.write(`COUNT must be a whole number above 0, not ${JSON.stringify(countGiven)}.\n`);
    process.exitCode = 2;
    return;
  }
  const start = performance.now();
  const sum = noCounts();
  try {
    await runAll(portionsOf(count, seed), sum, (done) => showProgress(done, count));
    report(sum, count);
  } catch (error) {
    console.log((error as Error).message);
    process.exitCode = 1;
  }
  console.log(`(${((performance.now() - start) / 1000).toFixed(1)} s; seed ${seed})`);
}

function portionsOf(count: number, seed: string): Portion[] {
  return Array.from({ length: Math.ceil(count / PORTION) }, (_, i) => ({
    count: Math.min(PORTION, count - i * PORTION),
    seed: `${seed}/${i}`,
  }));
}

/** Hands the portions to a thread for each processor; rejects with the first fault. */
async function runAll(portions: readonly Portion[], sum: TrialCounts, progress: (done: number) => void): Promise<void> {
  const queue = [...portions];
  let done = 0;
  const workers = Array.from(
    { length: Math.min(availableParallelism(), queue.length) },
    () => new Worker(new URL(import.meta.url)),
  );
  const runs = workers.map(
    (worker) =>
      new Promise<void>((resolve, reject) => {
        let portion = queue.shift();
        worker.on("error", reject);
        worker.on("message", (outcome: Outcome) => {
          if ("fault" in outcome) return reject(new Error(`${outcome.fault}\n  portion: ${portion?.seed}`));
          addCounts(sum, outcome.counts);
          done += portion?.count ?? 0;
          progress(done);
          portion = queue.shift();
          if (portion === undefined) resolve();
          else worker.postMessage(portion);
        });
        worker.postMessage(portion);
      }),
  );
  try {
    await Promise.all(runs);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function showProgress(done: number, count: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${figure(done)} of ${figure(count)}${done === count ? "\n" : ""}`);
}

function report({ byKind, byVerdict, singly }: TrialCounts, count: number): void {
  for (const [kind, times] of [...byKind].sort()) console.log(`${figure(times).padStart(11)}  ${kind}`);
  const verdicts = [...byVerdict].sort().map(([verdict, times]) => `${figure(times)} ${verdict}`);
  console.log(`${figure(count)} IDs: ${verdicts.join(", ")}`);
  console.log(
    `The engines ${ENGINES.join(" and ")} and the oracle agree on every verdict, namespace and jurisdiction,`,
  );
  console.log(`put as strings and as bytes; on ${figure(singly)} by single calls too.`);
}

function figure(value: number): string {
  return value.toLocaleString("en-US");
}
