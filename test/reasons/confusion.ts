import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import {
  Counts,
  createPlan,
  type PlanOptions,
  REASONS,
  type RecordBatch,
  run,
  type Sink,
} from "../../src/check/index.js";
import { judgedNamespace } from "../../src/check/namespaces.js";
import { SeededRandom } from "../../support/random.js";
import { type DamagedFormat, damagedRecord, type Expected, longRecord, NAMESPACES } from "./damage.js";

/** Records of each kind that were found to be of each kind. */
export type ConfusionMatrix = Readonly<Record<string, number>>;

/** Records that are too long, in each file. */
const LONG = 2;

/** Before, between and after the records of a format. */
const FRAMES: Readonly<Record<DamagedFormat, readonly [before: string, between: string, after: string]>> = {
  text: ["", "\n", "\n"],
  csv: ["n,note,id\n", "\n", "\n"],
  jsonl: ["", "\n", "\n"],
  json: ["[", ",\n", "]"],
};

/** Writes a file of damaged records, and tells what each is expected to be. */
export function writeDamaged(path: string, format: DamagedFormat, count: number): Expected[] {
  const random = new SeededRandom(`damage ${format}`);
  const expected: Expected[] = [];
  const [before, between, after] = FRAMES[format];
  const file = openSync(path, "w");
  let pieces: Buffer[] = [Buffer.from(before)];
  for (let i = 0; i < count; i++) {
    const isLong = i % Math.ceil(count / LONG) === 10;
    const record = isLong ? longRecord(format) : damagedRecord(format, random, i);
    expected.push(record.expected);
    if (i > 0) pieces.push(Buffer.from(between));
    pieces.push(record.bytes);
    if (pieces.length < 10_000) continue;
    writeSync(file, Buffer.concat(pieces));
    pieces = [];
  }
  writeSync(file, Buffer.concat([...pieces, Buffer.from(after)]));
  closeSync(file);
  return expected;
}

/** The same file, packed. */
export function pack(path: string): string {
  writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 1 }));
  return `${path}.gz`;
}

/** Starts the threads of the shipped library: those of a program in TypeScript have no worker file. */
const spawn: NonNullable<PlanOptions["spawn"]> = (workerData) =>
  new Worker(new URL("../../dist/check/threads/worker.js", import.meta.url), { workerData });

/** Checks a file, and counts what was found of what was expected; and what `Counts` counts. */
export async function confusionOf(path: string, format: DamagedFormat, expected: readonly Expected[], jobs: number) {
  const matrix: Record<string, number> = {};
  let index = 0;
  const sink: Sink<null> = {
    add(batch: RecordBatch) {
      for (let i = 0; i < batch.count; i++, index++) {
        const found = REASONS[batch.reasonOf(i)] ?? "valid";
        const cell = `${expected[index]} → ${found}`;
        matrix[cell] = (matrix[cell] ?? 0) + 1;
      }
    },
    snapshot: () => null,
    merge: () => undefined,
  };
  const counts = new Counts(NAMESPACES.map(judgedNamespace));
  const field = { text: undefined, csv: "id", jsonl: "user.id", json: "user.id" }[format];
  const plan = await createPlan({ files: [path], namespaces: NAMESPACES, format, field, jobs, spawn });
  const { fault } = await run(plan, [counts, sink]);
  return { fault, matrix, reasons: counts.reasonCounts(), tally: counts.tally() };
}

/** The matrix of records that all are what they are expected to be, and their counts. */
export function exactly(expected: readonly Expected[]) {
  const matrix: Record<string, number> = {};
  const reasons: Record<string, number> = {};
  for (const each of expected) {
    const cell = `${each} → ${each}`;
    matrix[cell] = (matrix[cell] ?? 0) + 1;
    if (each !== "valid") reasons[each] = (reasons[each] ?? 0) + 1;
  }
  return { matrix, reasons };
}
