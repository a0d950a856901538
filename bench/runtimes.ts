import { mkdirSync, writeFileSync } from "node:fs";
import type { BenchReport } from "../src/cli/bench/report.js";
import { installPacked } from "../support/packed/install.js";
import { RUNTIME_NAMES } from "../support/runtimes/binaries.js";
import { runtimesChart } from "./runtimes/chart.js";
import { benchInChromium } from "./runtimes/in-chromium.js";
import { benchInProcess } from "./runtimes/in-process.js";
import { benchInWorkerd } from "./runtimes/in-workerd.js";
import { runtimesMarkdown } from "./runtimes/markdown.js";
import { type RuntimeResults, runtimeName } from "./runtimes/results.js";
import { runtimesTable } from "./runtimes/table.js";
import { describeMachine } from "./suite/machine.js";
import { versionsHere } from "./suite/versions.js";

// npm run bench:runtimes [-- --quick]: the packed package in every runtime, printed, and in bench/results/ as
// runtimes.json, runtimes.md (the tables of docs/performance.md) and runtimes.svg (docs/runtimes.svg).

const DIRECTORY = "bench/results";
const seconds = process.argv.includes("--quick") ? 1 : 20;
const pace = { seconds, turn: 12 };
const version = versionsHere()["durable-id"];
const project = installPacked();
const reports: BenchReport[] = [];
const add = (report: BenchReport): void => {
  reports.push(report);
  process.stderr.write(`${runtimeName(report)}: ${report.turns} turns\n`);
};
try {
  for (const name of RUNTIME_NAMES) add(benchInProcess(project.home, name, seconds));
  add(await benchInChromium(project.home, version, pace));
  add(await benchInWorkerd(project.home, version, pace));
} finally {
  project.remove();
}

const results: RuntimeResults = { date: new Date().toISOString(), seconds, machine: describeMachine(), reports };
mkdirSync(DIRECTORY, { recursive: true });
writeFileSync(`${DIRECTORY}/runtimes.json`, `${JSON.stringify(results, undefined, 2)}\n`);
writeFileSync(`${DIRECTORY}/runtimes.svg`, runtimesChart(results));
writeFileSync(`${DIRECTORY}/runtimes.md`, runtimesMarkdown(results));
console.log(runtimesTable(results));
console.log(`Written: ${DIRECTORY}/runtimes.json, runtimes.md and runtimes.svg`);
