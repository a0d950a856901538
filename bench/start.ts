// npm run bench:start [-- --turns N]: what starting takes in each Node: a bare process, the command line, and the import of durable-id up to
// its first verdict, all in milliseconds. Turns alternate, so that a busy machine slows all of them; printed are medians.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { DurableObjectNamespace } from "durable-id";
import { build } from "esbuild";
import { binaryOf } from "../support/runtimes/binaries.js";

const { values } = parseArgs({ options: { turns: { type: "string", default: "21" } } });
const turns = Number(values.turns);
const id = String(new DurableObjectNamespace({ uniqueKey: "bench" }).idFromName("lobby"));

// A program of this package finds durable-id by the package's own name.
const FIRST = "build/bench/start/first.mjs";
mkdirSync("build/bench/start", { recursive: true });
await build({ entryPoints: ["bench/start/first.ts"], outfile: FIRST, format: "esm", platform: "node" });

/** What is timed: with its own clock, or from the start of the process to its end. */
const STARTS: readonly (readonly [what: string, args: readonly string[], own?: true])[] = [
  ["bare node", ["-e", "0"]],
  ["durable-id --version", ["dist/bin.js", "--version"]],
  ["durable-id inspect ID", ["dist/bin.js", "inspect", id]],
  ["import → first verdict", [FIRST, "auto", id], true],
];

function measure(node: string, args: readonly string[], own = false): number {
  const started = performance.now();
  const output = execFileSync(node, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return own ? Number(output) : performance.now() - started;
}

const row = (cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(10) : cell.padStart(24))).join("");
console.log(row(["", ...STARTS.map(([what]) => what)]));
for (const name of ["node20", "node22", "node24", "node26"] as const) {
  const node = binaryOf(name);
  const times = STARTS.map((): number[] => []);
  for (let turn = 0; turn < turns; turn++) {
    for (const [i, [, args, own]] of STARTS.entries()) times[i].push(measure(node, args, own));
  }
  const medians = times.map((each) => each.sort((a, b) => a - b)[each.length >> 1]);
  console.log(row([name, ...medians.map((each) => `${each.toFixed(1)} ms`)]));
}
