// What the record scanners cost: node scripts/run.mjs bench/scan.ts [RECORDS] [ROUNDS]. Prints the best round of each shape.
import { createScanner } from "../src/engine/scan/select.js";
import type { RecordFormat, RecordScanner } from "../src/engine/scan/types.js";
import { selectEngine } from "../src/engine/select.js";
import type { Classifier, EngineName, Verdicts } from "../src/engine/types.js";
import { JurisdictionTable } from "../src/jurisdiction.js";
import { NamespaceKeys } from "../src/key.js";
import { makeShapes } from "./scan/shapes.js";

const WINDOW = 256 * 1024;

const [records = 100_000, rounds = 15] = process.argv.slice(2).map(Number);

const key = new Uint8Array(32).fill(7);
const keys = new NamespaceKeys(key, new JurisdictionTable({}));
const shapes = makeShapes(records, selectEngine("wasm").prepare(keys));

/** What is done with the records of a scan. */
type Use = (scanner: RecordScanner, count: number) => void;

/** Scans an input as a pipeline does, a window at a time. */
function pass(scanner: RecordScanner, input: Uint8Array, use: Use): number {
  scanner.reset("input");
  const window = scanner.window(WINDOW).subarray(0, WINDOW);
  let total = 0;
  let filled = 0;
  for (let at = 0; at < input.length; ) {
    const size = Math.min(WINDOW - filled, input.length - at);
    window.set(input.subarray(at, at + size), filled);
    at += size;
    filled += size;
    let from = 0;
    for (;;) {
      const { count, next } = scanner.scan(from, filled, at === input.length);
      from = next;
      if (count === 0) break;
      total += count;
      use(scanner, count);
    }
    window.copyWithin(0, from, filled);
    filled -= from;
  }
  if (total !== records) throw new Error(`${total} records of ${records}`);
  return total;
}

const verdicts: Verdicts = {
  codes: new Uint8Array(512),
  namespaces: new Uint16Array(512),
  jurisdictions: new Uint8Array(512),
};

function judgeWith(classifier: Classifier): Use {
  return (scanner, count) => {
    classifier.rows().set(scanner.records.rows.subarray(0, 64 * count));
    classifier.run(count, verdicts, 0);
  };
}

function best(work: () => void): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    work();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return (shortest * 1e6) / records;
}

function report(name: string, format: RecordFormat, input: Uint8Array, engine: EngineName): void {
  const scanner = createScanner(format, engine);
  const classifier = selectEngine(engine).classifier([{ keys, code: 0 }]);
  const scan = best(() => pass(scanner, input, () => undefined));
  const copy = best(() => pass(scanner, input, ({ records: { rows } }, count) => classifier.rows().set(rows.subarray(0, 64 * count))));
  const whole = best(() => pass(scanner, input, judgeWith(classifier)));
  const speed = input.length / records / scan;
  console.log(
    [
      name.padEnd(34),
      engine.padEnd(5),
      `${(input.length / records).toFixed(0)} B`.padStart(6),
      `${scan.toFixed(1)} ns`.padStart(10),
      `${(speed * 1000).toFixed(0)} MB/s`.padStart(11),
      `${(copy - scan).toFixed(1)} ns`.padStart(9),
      `${whole.toFixed(1)} ns`.padStart(10),
    ].join(" "),
  );
}

console.log(`${records} records, best of ${rounds} rounds: scan alone (copy into the window included), rows copied, scan and verdict`);
for (const engine of ["wasm", "pure"] as const) {
  for (const { name, format, input } of shapes) report(name, format, input, engine);
}
