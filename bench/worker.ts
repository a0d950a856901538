import { mkdirSync, writeFileSync } from "node:fs";
import { installPacked } from "../support/packed/install.js";
import { writeWorkerEntry } from "./suite/entry.js";
import { describeMachine, machineLine } from "./suite/machine.js";
import { versionsHere } from "./suite/versions.js";
import { FULL, measureWorker, QUICK } from "./worker/measure.js";
import { workerTable } from "./worker/table.js";

// npm run bench:worker [-- --quick]: what 10,000 IDs cost a Worker, printed, and in bench/results/worker.json.

const DIRECTORY = "bench/results";
const pace = process.argv.includes("--quick") ? QUICK : FULL;
const project = installPacked();
try {
  const figures = await measureWorker(writeWorkerEntry(project.home, "worker.mjs", "bench/worker/worker.ts"), pace);
  const machine = describeMachine();
  const versions = versionsHere();
  mkdirSync(DIRECTORY, { recursive: true });
  const results = { date: new Date().toISOString(), machine, versions, pace, ...figures };
  writeFileSync(`${DIRECTORY}/worker.json`, `${JSON.stringify(results, undefined, 2)}\n`);
  console.log(`${machineLine(machine)} · workerd ${versions.workerd}\n`);
  console.log(workerTable(figures));
  console.log(`\nWritten: ${DIRECTORY}/worker.json`);
} finally {
  project.remove();
}
