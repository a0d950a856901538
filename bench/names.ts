// npm run bench:names [-- --millions N]: what the kept names of idFromName cost those whose names never come again: so many million different
// names, with the names that are kept and without any, in alternating turns; and the memory that the kept ones take.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build, type Plugin } from "esbuild";

type Library = typeof import("../src/index.js");

const TURN = 250_000;
const { values } = parseArgs({ options: { millions: { type: "string", default: "10" } } });
const turns = (Number(values.millions) * 1e6) / TURN;

/** Keeps no name: each one is derived. */
const withoutNames: Plugin = {
  name: "without names",
  setup: ({ onLoad }) => {
    onLoad({ filter: /named-ids\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const contents = source.replace("if (!isLookedUp) return", "return");
      if (contents === source) throw new Error(`${path} no longer looks names up as it did.`);
      return { contents, loader: "ts" };
    });
  },
};

async function load(name: string, plugins: Plugin[]): Promise<Library> {
  const outfile = `build/bench/${name}.mjs`;
  await build({ entryPoints: ["src/index.ts"], outfile, bundle: true, platform: "node", format: "esm", plugins });
  return import(pathToFileURL(outfile).href) as Promise<Library>;
}

/** How long a turn of different names takes, in nanoseconds a name. */
function turnOf({ DurableObjectNamespace }: Library): (turn: number) => number {
  const rooms = new DurableObjectNamespace({ uniqueKey: "bench" });
  return (turn) => {
    const started = performance.now();
    for (let i = 0; i < TURN; i++) rooms.idFromName(`room ${turn * TURN + i}`);
    return ((performance.now() - started) * 1e6) / TURN;
  };
}

const kept = turnOf(await load("names-kept", []));
const derived = turnOf(await load("names-derived", [withoutNames]));
kept(-1);
derived(-1);
globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
const ratios: number[] = [];
const times = { kept: 0, derived: 0 };
for (let turn = 0; turn < turns; turn++) {
  // The order alternates too: the second of a pair finds a warmer machine.
  const order = turn % 2 === 0 ? ([kept, derived] as const) : ([derived, kept] as const);
  const [first, second] = order.map((run) => run(turn));
  const [withNames, without] = turn % 2 === 0 ? [first, second] : [second, first];
  times.kept += withNames / turns;
  times.derived += without / turns;
  ratios.push(withNames / without);
}
globalThis.gc?.();
const grown = (process.memoryUsage().heapUsed - before) / 1e6;
const median = ratios.sort((a, b) => a - b)[ratios.length >> 1];
console.log(
  `${turns * TURN} different names: ${times.kept.toFixed(0)} ns a name, ${times.derived.toFixed(0)} ns where none is kept`,
);
console.log(`median of ${turns} pairs: ${median.toFixed(3)} × the time; the heap grew by ${grown.toFixed(1)} MB`);
