// Measures `durable-id check` on large files of each format: records per second, including the start, and peak memory; and the speed of `grep`.
//   npm run bench:bulk              2 million records of each format, and 20 million lines of text; the best of five runs
//   npm run bench:bulk -- --quick   200,000 and 2 million, the best of three, and looser bounds: for CI, on a busy machine
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { LOGS, makeInput, SHAPES, UNIQUE_KEY } from "./make-inputs.mjs";

const quick = process.argv.includes("--quick");
const RUNS = quick ? 3 : 5;
const RECORDS = quick ? 1_000_000 : 2_000_000;
const MANY = quick ? 2_000_000 : 20_000_000;
const LOG_LINES = quick ? 2_000_000 : 5_000_000;
/**
 * The bounds: megabytes of memory; records per second of CSV and JSON lines as a share of text's; the time of a packed
 * file as a multiple of zlib's own time; the speedup of two threads; and the gigabytes per second that grep
 * searches if there are no IDs. On a busy machine only the memory is meaningful.
 */
const BOUNDS = quick
  ? { megabytes: 80, csv: 0.55, jsonl: 0.4, packed: 3, faster: 0, searched: 0.2 }
  : { megabytes: 80, csv: 0.7, jsonl: 0.55, packed: 1.5, faster: 1.5, searched: 1 };

const folder = mkdtempSync(join(tmpdir(), "durable-id-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true }));
const missed = [];

/** One run of a command: its seconds by the wall clock, start and all, and its peak memory. */
function timed(argv, expected) {
  const probe = new URL("./peak.mjs", import.meta.url).href;
  const started = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--import", probe, ...argv], { encoding: "utf8" });
  const seconds = (performance.now() - started) / 1000;
  if (status !== expected) throw new Error(`exit code ${status}: ${stderr}`);
  return { stdout, seconds, megabytes: Number(/peak (\d+) kB/.exec(stderr)[1]) / 1024 };
}

function check(path, options, jobs, records) {
  const argv = ["dist/bin.js", "check", "--unique-key", UNIQUE_KEY, "--json", "--jobs", `${jobs}`, ...options, path];
  const run = timed(argv, 1);
  const { total } = JSON.parse(run.stdout);
  if (total !== records) throw new Error(`${path}: ${total} records, not ${records}`);
  return run;
}

/** The best of several runs of each task, turn by turn, so that a neighbour disturbs all alike. */
function best(tasks) {
  const found = tasks.map(() => ({ seconds: Number.POSITIVE_INFINITY, megabytes: 0 }));
  for (let turn = 0; turn < RUNS; turn++) {
    for (const [i, task] of tasks.entries()) {
      const { seconds, megabytes } = task();
      found[i].seconds = Math.min(found[i].seconds, seconds);
      found[i].megabytes = Math.max(found[i].megabytes, megabytes);
    }
  }
  return found;
}

function require(isHeld, text) {
  if (!isHeld) missed.push(text);
}

function report(name, jobs, records, { seconds, megabytes }, remark) {
  const rate = `${(records / seconds / 1e6).toFixed(2)} million records/s`;
  console.log(
    `${name.padEnd(22)} ${jobs} thread${jobs > 1 ? "s" : " "}  ${rate}  peak ${megabytes.toFixed(0)} MB  ${remark}`,
  );
  require(megabytes <=
    BOUNDS.megabytes, `${name}, ${jobs} threads: ${megabytes.toFixed(0)} MB, more than ${BOUNDS.megabytes}`);
}

console.log(`${cpus().length} cores, ${cpus()[0].model.trim()}, Node ${process.version}`);
const paths = {};
for (const [format, shape] of Object.entries(SHAPES)) {
  paths[format] = join(folder, `in.${shape.extension}`);
  makeInput(paths[format], shape, RECORDS);
}

for (const jobs of [1, 2]) {
  const formats = Object.keys(SHAPES);
  const results = best(formats.map((format) => () => check(paths[format], SHAPES[format].options, jobs, RECORDS)));
  const [text] = results;
  for (const [i, format] of formats.entries()) {
    const share = text.seconds / results[i].seconds;
    report(
      `${format}, ${(statSync(paths[format]).size / 1e6).toFixed(0)} MB`,
      jobs,
      RECORDS,
      results[i],
      `${share.toFixed(2)} × text`,
    );
    if (format !== "text") {
      require(share >=
        BOUNDS[format], `${format}, ${jobs} threads: ${share.toFixed(2)} × text, less than ${BOUNDS[format]}`);
    }
  }
}

for (const format of ["text", "jsonl"]) {
  spawnSync("gzip", ["-1", "-k", paths[format]]);
  const packed = `${paths[format]}.gz`;
  const unzip = new URL("./unzip.mjs", import.meta.url).pathname;
  const [zlib, run] = best([() => timed([unzip, packed], 0), () => check(packed, SHAPES[format].options, 2, RECORDS)]);
  const multiple = run.seconds / zlib.seconds;
  report(
    `${format}.gz, ${(statSync(packed).size / 1e6).toFixed(0)} MB`,
    2,
    RECORDS,
    run,
    `${multiple.toFixed(2)} × node:zlib`,
  );
  require(multiple <= BOUNDS.packed, `${format}.gz: ${multiple.toFixed(2)} × node:zlib, more than ${BOUNDS.packed}`);
}

for (const [name, shape] of Object.entries(LOGS)) {
  const path = join(folder, "in.log");
  makeInput(path, shape, LOG_LINES);
  const gigabytes = statSync(path).size / 1e9;
  const read = new URL("./read.mjs", import.meta.url).pathname;
  const grep = ["dist/bin.js", "grep", "--unique-key", UNIQUE_KEY, "--count", path];
  const hasIds = name !== "log without IDs";
  const [reading, run] = best([() => timed([read, path], 0), () => timed(grep, hasIds ? 0 : 1)]);
  const speed = gigabytes / run.seconds;
  console.log(
    `${`${name}, ${(1000 * gigabytes).toFixed(0)} MB`.padEnd(28)} grep ${speed.toFixed(2)} GB/s  peak ${run.megabytes.toFixed(0)} MB  ${(run.seconds / reading.seconds).toFixed(2)} × reading it in Node`,
  );
  require(run.megabytes <=
    BOUNDS.megabytes, `grep, ${name}: ${run.megabytes.toFixed(0)} MB, more than ${BOUNDS.megabytes}`);
  if (!hasIds) require(speed >= BOUNDS.searched, `grep: ${speed.toFixed(2)} GB/s, less than ${BOUNDS.searched}`);
  rmSync(path);
}

const many = join(folder, "many.txt");
makeInput(many, SHAPES.text, MANY);
const [one, two] = best([1, 2].map((jobs) => () => check(many, [], jobs, MANY)));
const faster = one.seconds / two.seconds;
const size = `text, ${(statSync(many).size / 1e6).toFixed(0)} MB`;
report(size, 1, MANY, one, "");
report(size, 2, MANY, two, `${faster.toFixed(2)} × one thread`);
require(faster >= BOUNDS.faster, `two threads are ${faster.toFixed(2)} × as fast as one, less than ${BOUNDS.faster}`);

for (const miss of missed) console.error(`missed: ${miss}`);
process.exitCode = missed.length > 0 ? 1 : 0;
