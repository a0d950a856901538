// Measures the record scanners: node scripts/run.mjs bench/scan.ts [RECORDS] [ROUNDS]. Prints the best round of each shape.
import { createScanner } from "../src/engine/scan/select.js";
import type { RecordFormat, RecordScanner } from "../src/engine/scan/types.js";
import { createClassifier, selectEngine } from "../src/engine/select.js";
import type { Classifier, EngineName, Verdicts } from "../src/engine/types.js";
import { JurisdictionTable } from "../src/format/jurisdiction.js";
import { NamespaceKeys } from "../src/format/key.js";
import { makeShapes } from "./scan/shapes.js";

const [records = 5000, rounds = 300] = process.argv.slice(2).map(Number);

const key = new Uint8Array(32).fill(7);
const keys = new NamespaceKeys(key, new JurisdictionTable({}));
const shapes = makeShapes(records, selectEngine("wasm").prepare(keys));

/** Processes the records of a scan. */
type Use = (scanner: RecordScanner, count: number) => void;

/** Scans an input in the window. */
function pass(scanner: RecordScanner, length: number, use: Use): void {
  scanner.reset("input");
  let total = 0;
  let from = 0;
  for (;;) {
    const { count, next } = scanner.scan(from, length, true);
    from = next;
    if (count === 0) break;
    total += count;
    use(scanner, count);
  }
  if (total !== records) throw new Error(`${total} records of ${records}`);
}

const verdicts: Verdicts = {
  verdicts: new Uint8Array(512),
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
  const classifier = createClassifier(selectEngine(engine), [{ keys, code: 0 }]);
  scanner.window(input.length).set(input);
  const copyRows: Use = ({ records: { rows } }, count) => classifier.rows().set(rows.subarray(0, 64 * count));
  const scan = best(() => pass(scanner, input.length, () => undefined));
  const copy = best(() => pass(scanner, input.length, copyRows));
  const whole = best(() => pass(scanner, input.length, judgeWith(classifier)));
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

console.log(
  `${records} records, best of ${rounds} rounds: scan, what copying the rows to the classifier adds, scan and verdict`,
);
for (const engine of ["wasm", "pure"] as const) {
  for (const { name, format, input } of shapes) report(name, format, input, engine);
}
