import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { CheckError } from "../../src/check/index.js";
import { countDuplicates } from "../../src/check/stored-ids/count-duplicates.js";
import { IdTable } from "../../src/check/stored-ids/id-table.js";
import { Partition } from "../../src/check/stored-ids/partition.js";
import { readTables } from "../../src/check/stored-ids/read-tables.js";
import { WorkFolder } from "../../src/check/stored-ids/work-folder.js";
import { processOwner } from "../../src/system/owner.js";
import { SeededRandom } from "../../support/random.js";

/** The most IDs that a table takes. */
const MOST_IDS = 196_608;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "durable-id-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

/** The file descriptor that the next file would get: the same as before if all files are closed since. */
function lowestDescriptor(): number {
  const descriptor = openSync(import.meta.filename, "r");
  closeSync(descriptor);
  return descriptor;
}

let ids: Buffer<ArrayBuffer>;
/** Words of IDs that are all different, one more than fit into a table. */
let words: Uint32Array;
beforeAll(() => {
  ids = Buffer.from(new SeededRandom("stored").bytes(32 * (MOST_IDS + 1)));
  words = new Uint32Array(ids.buffer, ids.byteOffset, ids.length / 4);
});
const hexOf = (index: number) => ids.toString("hex", 32 * index, 32 * index + 32);

describe("IdTable", () => {
  test("counts IDs and their repetitions, marks them, and lists the others in order", () => {
    const table = new IdTable();
    for (const index of [0, 1, 2, 3, 1, 2, 1]) expect(table.add(words, 8 * index)).toBe(true);
    expect(table).toMatchObject({ distinct: 4, repeated: 2, surplus: 3, marked: 0 });
    for (const index of [2, 2, 0]) expect(table.mark(words, 8 * index)).toBe(true);
    expect(table.mark(words, 8 * 9)).toBe(false);
    expect(table).toMatchObject({ distinct: 4, repeated: 2, surplus: 3, marked: 2 });
    expect([...table.unmarked()]).toEqual([hexOf(1), hexOf(3)].sort());
    table.clear();
    expect(table).toMatchObject({ distinct: 0, repeated: 0, surplus: 0, marked: 0 });
    expect([table.mark(words, 0), ...table.unmarked()]).toEqual([false]);
    table.add(words, 16);
    expect([...table.unmarked()]).toEqual([hexOf(2)]);
  });

  test("tells IDs apart that differ in one bit, and orders them by it", () => {
    const near = Buffer.alloc(32 * 256);
    for (let bit = 0; bit < 256; bit++) near[32 * bit + (bit >> 3)] = 0x80 >> (bit & 7);
    const table = new IdTable();
    for (let bit = 0; bit < 256; bit++)
      table.add(new Uint32Array(near.buffer, near.byteOffset, near.length / 4), 8 * bit);
    expect([table.distinct, table.surplus]).toEqual([256, 0]);
    const digits = Array.from({ length: 256 }, (_, bit) => near.toString("hex", 32 * bit, 32 * bit + 32));
    expect([...table.unmarked()]).toEqual(digits.reverse());
  });

  test("is full of 196,608 IDs, and still counts those", () => {
    const table = new IdTable();
    for (let index = 0; index < MOST_IDS; index++) table.add(words, 8 * index);
    expect(table).toMatchObject({ distinct: MOST_IDS, surplus: 0 });
    expect([table.add(words, 8 * MOST_IDS), table.add(words, 0)]).toEqual([false, true]);
    expect(table).toMatchObject({ distinct: MOST_IDS, repeated: 1, surplus: 1 });
  });
});

describe("readTables", () => {
  test("one table of what fits, and one for each first byte of what doesn't", async () => {
    const path = join(folder(), "ids");
    writeFileSync(path, Buffer.concat([ids, ids.subarray(0, 3200)]));
    const prefixes: (readonly number[])[] = [];
    const sum = { distinct: 0, repeated: 0, surplus: 0 };
    let last = "";
    const take = (table: IdTable, prefix: readonly number[]) => {
      prefixes.push(prefix);
      for (const key of ["distinct", "repeated", "surplus"] as const) sum[key] += table[key];
      if (prefix[0] % 100 !== 0) return;
      const [first] = table.unmarked();
      expect(first > last && first.startsWith(Buffer.from(prefix).toString("hex"))).toBe(true);
      last = first;
    };
    const lowest = lowestDescriptor();
    await readTables(path, take, undefined);
    expect(lowestDescriptor()).toBe(lowest);
    expect(prefixes).toEqual(Array.from({ length: 256 }, (_, byte) => [byte]));
    expect(sum).toEqual({ distinct: MOST_IDS + 1, repeated: 100, surplus: 100 });
    // Only the file itself is left.
    expect(readdirSync(join(path, ".."))).toEqual(["ids"]);
  });

  test("counts duplicates of a small file, or says that it can't", async () => {
    const path = join(folder(), "ids");
    writeFileSync(path, Buffer.concat([ids.subarray(0, 320), ids.subarray(32, 96), ids.subarray(32, 64)]));
    expect(await countDuplicates(path, undefined)).toEqual({ distinct: 10, repeated: 2, surplus: 3 });
    const error: unknown = await countDuplicates(`${path}-none`, undefined).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CheckError);
    expect(String(error)).toMatch(/duplicates.*ids-none.*no such file/);
    await expect(countDuplicates(path, AbortSignal.abort("SIGTERM"))).rejects.toMatchObject({ signal: "SIGTERM" });
  });
});

describe("Partition", () => {
  test("deals records out to files, more of them than it keeps", () => {
    const prefix = join(folder(), "part.");
    const partition = new Partition(prefix);
    for (let i = 0; i < 513; i++) partition.add(3, ids, 32 * i, 32 * i + 32);
    partition.add(255, ids, 0, 32);
    partition.close();
    expect(partition.parts()).toEqual([3, 255]);
    expect(partition.path(3)).toBe(`${prefix}3`);
    expect(readdirSync(join(prefix, "..")).sort()).toEqual(["part.255", "part.3"]);
    expect(readFileSync(`${prefix}3`).equals(ids.subarray(0, 32 * 513))).toBe(true);
    expect(readFileSync(`${prefix}255`).equals(ids.subarray(0, 32))).toBe(true);
  });
});

describe("WorkFolder", () => {
  test("is found again by its name and inode, unless it is something else now", async () => {
    const parent = folder();
    const work = await WorkFolder.create(parent, "ids", processOwner());
    expect(statSync(work.path).mode & 0o777).toBe(0o700);
    expect((await WorkFolder.find(parent, "ids", work.unfinished))?.path).toBe(work.path);
    for (const [name, unfinished] of [
      ["ids", { ...work.unfinished, inode: "1" }],
      ["other", work.unfinished],
    ] as const) {
      await expect(WorkFolder.find(parent, name, unfinished)).rejects.toBeInstanceOf(CheckError);
    }
    writeFileSync(join(work.path, "file"), "");
    await work.remove();
    expect([existsSync(work.path), await WorkFolder.find(parent, "ids", work.unfinished)]).toEqual([false, undefined]);
    mkdirSync(join(parent, "foreign"));
    await expect(WorkFolder.find(parent, "ids", { name: "foreign", inode: "1" })).rejects.toBeInstanceOf(CheckError);
    await expect(WorkFolder.create(join(parent, "none"), "ids", processOwner())).rejects.toBeInstanceOf(CheckError);
  });
});
