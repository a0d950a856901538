import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Reconciliation } from "../../src/check/reconcile/reconciliation.js";
import { SqliteDirectory } from "../../src/directory.js";
import { shellWithPeak } from "../cli/peak.js";
import { shell } from "../cli/process.js";

/** Listed objects, and as many stored IDs: nine tenths of each are in both. */
const COUNT = 10_000_000;
const MISSING = COUNT / 10;
/** The number of rows per write. */
const STEP = 10_000;
/** MB of memory beyond those of a process that has the same database open, with its cache full. */
const MOST_MEMORY = 100;

/** Counts all objects, so that SQLite's cache is as full as it gets. */
const READ_ALL = `
  import { createRequire } from "node:module";
  const Database = createRequire(process.cwd() + "/")("libsql");
  const database = new Database(process.argv[1]);
  database.exec("PRAGMA cache_size = -65536");
  database.prepare("SELECT sum(length(id)) FROM objects").get();`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "durable-id-reconcile-"));
  await makeListing(`${folder}/objects.db`);
  writeIds(`${folder}/stored.txt`, MISSING);
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** A listing of two namespaces whose IDs are the SHA-3 of numbers from 0: written as rows, for no key has made them. */
async function makeListing(path: string): Promise<void> {
  const directory = await SqliteDirectory.open(path);
  directory.add({ uniqueKey: "my-worker-ChatRoom", script: "my-worker", class: "ChatRoom" });
  directory.add({ uniqueKey: "my-worker-Cart", script: "my-worker", class: "Cart" });
  directory.close();
  const database = new Database(path);
  database.exec("PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 8192");
  database.exec(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${COUNT - 1})
    INSERT INTO objects SELECT 1 + i % 2 AS namespace, sha3(i) AS id, nullif(i % 3, 2) FROM n ORDER BY namespace, id`);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

/** Writes the IDs of as many numbers, from this one on, in the order of the numbers. */
function writeIds(path: string, first: number): void {
  const database = new Database(":memory:");
  const lines = database
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < ?1 + ${STEP - 1})
       SELECT group_concat(lower(hex(sha3(i))), char(10)) FROM n`,
    )
    .raw();
  const file = openSync(path, "w");
  for (let i = first; i < first + COUNT; i += STEP) writeSync(file, `${String((lines.all(i) as [string][])[0][0])}\n`);
  closeSync(file);
  database.close();
}

const third = (count: number) => expect.toBeOneOf([Math.floor(count / 3), Math.ceil(count / 3)]);

test("ten million stored IDs and ten million listed objects give the sets of sort and comm, in bounded memory", () => {
  const outputs = ["both", "stored-only", "listed-only"].map((name) => `--${name} ${folder}/${name}`).join(" ");
  const started = performance.now();
  const { status, stdout, stderr, megabytes } = shellWithPeak(
    `"$BIN" reconcile --json --db ${folder}/objects.db ${outputs} ${folder}/stored.txt`,
  );
  const seconds = (performance.now() - started) / 1000;
  expect([status, stderr]).toEqual([1, ""]);
  const { stored, listed, both, storedOnly, listedOnly } = JSON.parse(stdout) as Reconciliation;
  expect([stored.records, stored.distinct, listed.total]).toEqual([COUNT, COUNT, COUNT]);
  expect([both.total, storedOnly, listedOnly.total]).toEqual([COUNT - MISSING, MISSING, MISSING]);
  expect(listedOnly).toMatchObject({
    withStoredData: third(MISSING),
    withoutStoredData: third(MISSING),
    unknown: third(MISSING),
  });

  const baseline = shellWithPeak(`"${process.execPath}" --input-type=module -e '${READ_ALL}' ${folder}/objects.db`);
  expect(baseline.status).toBe(0);
  console.log(
    `reconcile: ${seconds.toFixed(1)} s, peak ${megabytes.toFixed(0)} MB; SQLite with its cache full: ${baseline.megabytes.toFixed(0)} MB`,
  );
  expect(megabytes - baseline.megabytes).toBeLessThan(MOST_MEMORY);

  // The listed IDs are those of the numbers from 0.
  writeIds(`${folder}/listed.txt`, 0);
  const compared = shell(`
    set -e; cd ${folder}; export LC_ALL=C
    sort -S 256M -T . -o stored.txt stored.txt; sort -S 256M -T . -o listed.txt listed.txt
    comm -12 stored.txt listed.txt > common; tail -n +2 both | cut -d, -f2 | cmp - common
    comm -23 stored.txt listed.txt | cmp - stored-only
    comm -13 stored.txt listed.txt > orphans; tail -n +2 listed-only | cut -d, -f2 | cmp - orphans
    wc -l < common`);
  expect(compared).toMatchObject({ status: 0, stderr: "" });
  expect(Number(compared.stdout)).toBe(COUNT - MISSING);
});
