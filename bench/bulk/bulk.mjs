// What `durable-id check` makes of large files: IDs a second with one thread and with two, and peak memory.
//   npm run bench:bulk              130 MB and 1.3 GB of lines, three runs of each, the best one counts
//   npm run bench:bulk -- --quick   13 MB and 130 MB, and looser bounds: for CI, on a machine with neighbours
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { makeLines, UNIQUE_KEY } from "./make-lines.mjs";

const quick = process.argv.includes("--quick");
const RUNS = quick ? 2 : 3;
const SIZES = quick ? [200_000, 2_000_000] : [2_000_000, 20_000_000];
/** What must hold; threads help only where there are cores for them, and rates only on a quiet machine. */
const BOUNDS = quick
  ? { megabytes: 80, faster: 0, idsPerSecond: 0 }
  : { megabytes: 80, faster: 1.5, idsPerSecond: 3e6 };

const folder = mkdtempSync(join(tmpdir(), "durable-id-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true }));

/** One run: its rate by the wall clock, start and all, and its peak memory. */
function run(path, jobs) {
  const probe = new URL("./peak.mjs", import.meta.url).href;
  const argv = [
    "--import",
    probe,
    "dist/bin.js",
    "check",
    "--unique-key",
    UNIQUE_KEY,
    "--json",
    "--jobs",
    `${jobs}`,
    path,
  ];
  const started = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, argv, { encoding: "utf8" });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 1) throw new Error(`exit code ${status}: ${stderr}`);
  const { total } = JSON.parse(stdout);
  return { total, rate: total / seconds, megabytes: Number(/peak (\d+) kB/.exec(stderr)[1]) / 1024 };
}

/** The best of several runs, turn by turn, so that a neighbour disturbs all alike. */
function measure(path) {
  const best = new Map([1, 2].map((jobs) => [jobs, { rate: 0, megabytes: 0 }]));
  for (let i = 0; i < RUNS; i++) {
    for (const [jobs, found] of best) {
      const { total, rate, megabytes } = run(path, jobs);
      best.set(jobs, { total, rate: Math.max(rate, found.rate), megabytes: Math.max(megabytes, found.megabytes) });
    }
  }
  return best;
}

console.log(`${cpus().length} cores, ${cpus()[0].model.trim()}, Node ${process.version}`);
const missed = [];
for (const count of SIZES) {
  const path = join(folder, `${count}.txt`);
  makeLines(path, count);
  const best = measure(path);
  const megabytes = (statSync(path).size / 1e6).toFixed(0);
  for (const [jobs, { rate, megabytes: peak }] of best) {
    console.log(
      `${megabytes.padStart(5)} MB  ${jobs} thread${jobs > 1 ? "s" : " "}  ` +
        `${(rate / 1e6).toFixed(2)} million IDs/s  peak ${peak.toFixed(0)} MB`,
    );
    if (peak > BOUNDS.megabytes)
      missed.push(`${peak.toFixed(0)} MB with ${jobs} threads, more than ${BOUNDS.megabytes}`);
  }
  const faster = best.get(2).rate / best.get(1).rate;
  console.log(`           2 threads are ${faster.toFixed(2)} × as fast as one`);
  if (faster < BOUNDS.faster && count === SIZES.at(-1))
    missed.push(`${faster.toFixed(2)} ×, less than ${BOUNDS.faster}`);
  if (best.get(2).rate < BOUNDS.idsPerSecond && count === SIZES.at(-1)) {
    missed.push(`${(best.get(2).rate / 1e6).toFixed(2)} million IDs/s, less than ${BOUNDS.idsPerSecond / 1e6}`);
  }
}
for (const miss of missed) console.error(`missed: ${miss}`);
process.exitCode = missed.length > 0 ? 1 : 0;
