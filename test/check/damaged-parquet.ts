import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Decoders } from "../../src/check/inputs/rows/parquet/decoders.js";
import { SeededRandom } from "../../support/random.js";
import { spawnThread } from "../cli/process.js";

/** The folder of the fixtures. */
export const FIXTURES: string = fileURLToPath(new URL("fixtures/parquet/", import.meta.url));

/** Bytes of `pyarrow-zstd.parquet` that are the definition levels of `session_id` in its second row group, of 10 rows. */
const LEVELS = 3583;
/** The indices into the dictionary, after them. */
const INDICES = 3585;

/** Writes a copy of `pyarrow-zstd.parquet` with other bytes in the second of its three row groups. */
function damagedAt(path: string, offset: number, bytes: readonly number[]): string {
  const file = readFileSync(`${FIXTURES}pyarrow-zstd.parquet`);
  file.set(bytes, offset);
  writeFileSync(path, file);
  return path;
}

/** A file in which hyparquet never comes to an end: a run of -8 values of 0 bits. */
export function endlessFile(path: string): string {
  return damagedAt(path, INDICES, [0, 0xff, 0xff, 0xff, 0xff, 0x0f]);
}

/** A file with a run of a billion values in a page of 10. */
export function hugeRunFile(path: string): string {
  return damagedAt(path, LEVELS, [0xfe, 0xff, 0xff, 0xff, 0x07]);
}

/** Decodes a file to its end. @returns the length of its text, and the error that it ended with, if any */
export async function decodeAll(decoders: Decoders, path: string, field: string | undefined) {
  const { length: size } = readFileSync(path);
  let length = 0;
  try {
    for await (const message of decoders.decode({ path, size, field, withRows: true })) {
      if (message.kind === "rows") length += message.text.length;
    }
    return { length, fault: undefined };
  } catch (fault) {
    return { length, fault };
  }
}

/** What decodes, and gives up after a few seconds. */
export const impatient = (patience: number): Decoders => new Decoders({ spawn: spawnThread, patience });

/** Decodes copies of a fixture in which bytes were flipped, most of them within pages. @returns what each ended with */
export async function decodeFlipped(name: string, field: string, rounds: number, folder: string): Promise<unknown[]> {
  const original = readFileSync(`${FIXTURES}${name}.parquet`);
  const random = new SeededRandom(`flipped ${name}`);
  const footer = original.length - 8 - original.readUInt32LE(original.length - 8);
  const path = `${folder}/flipped-${name}.parquet`;
  const decoders = impatient(5);
  const faults: unknown[] = [];
  for (let round = 0; round < rounds; round++) {
    const bytes = Buffer.from(original);
    const end = random.below(5) === 0 ? bytes.length : footer;
    for (let flips = 1 + random.below(3); flips > 0; flips--) {
      bytes[4 + random.below(end - 4)] ^= random.below(2) === 0 ? 1 << random.below(8) : random.below(256);
    }
    writeFileSync(path, bytes);
    faults.push((await decodeAll(decoders, path, field)).fault);
  }
  return faults;
}
