import { mkdirSync, writeFileSync } from "node:fs";
import { chart } from "./suite/chart.js";
import { describeMachine } from "./suite/machine.js";
import { Field, FULL, QUICK } from "./suite/measure.js";
import { type Results, ratiosOf } from "./suite/results.js";
import { table } from "./suite/table.js";
import { versionsHere } from "./suite/versions.js";

// npm run bench [-- --quick]: everything, printed, and in bench/results/ as latest.json and latest.svg.

const DIRECTORY = "bench/results";
const quick = process.argv.includes("--quick");
const pace = quick ? QUICK : FULL;

const start = performance.now();
const field = await Field.assemble();
let results: Results;
try {
  const nanoseconds = await field.measure(field.pairs(), pace, (round) => {
    if (process.stderr.isTTY) process.stderr.write(`\rround ${round + 1} of ${pace.turns}`);
  });
  results = {
    date: new Date().toISOString(),
    mode: quick ? "quick" : "full",
    turns: pace.turns,
    seconds: Math.round((performance.now() - start) / 1000),
    machine: describeMachine(),
    versions: versionsHere(),
    absent: Object.fromEntries(field.absent.map(({ id, reason }) => [id, reason])),
    nanoseconds,
    ratios: ratiosOf(nanoseconds),
  };
} finally {
  await field.stop();
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
}

mkdirSync(DIRECTORY, { recursive: true });
writeFileSync(`${DIRECTORY}/latest.json`, `${JSON.stringify(results, undefined, 2)}\n`);
writeFileSync(`${DIRECTORY}/latest.svg`, chart(results));
console.log(table(results));
console.log(`Written: ${DIRECTORY}/latest.json and ${DIRECTORY}/latest.svg`);
