import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareDatabase } from "../src/directory/schema.js";
import { SqliteDirectory } from "../src/directory/sqlite.js";
import { inTransaction } from "../src/directory/transaction.js";
import { DurableObjectNamespace } from "../src/namespace/namespace.js";
import { loadSqlite } from "../src/sqlite/sqlite.js";

/*
 * Measures a directory of a million objects: `npm run bench:directory`. Exit code 1 if a bound is broken.
 */
const OBJECTS = Number(process.env.OBJECTS ?? 1_000_000);
const BATCH = 5000;
const ROUNDS = 41;
const uniqueKey = "my-worker-ChatRoom";
/** How much longer than bare inserts `record` may take: it validates each ID and sorts each batch. */
const RECORD_OVER_INSERT = 1.5;
const folder = mkdtempSync(join(tmpdir(), "durable-id-bench-"));

try {
  const path = join(folder, "objects.db");
  const directory = await SqliteDirectory.open(path);
  directory.add({ uniqueKey, script: "my-worker", class: "ChatRoom" });
  const { recorded, inserted } = await fill(directory, await bareTable(join(folder, "bare.db")));
  const ids = await sample(directory);
  const at = (share: number) => ids[Math.floor(share * (ids.length - 1))];
  // A full page of 1,000 near the end.
  const end = ids[Math.max(0, Math.floor(ids.length * (1 - 2000 / OBJECTS)) - 1)];
  // In turns, so that other load on the machine affects all of them.
  const places = { start: undefined, middle: at(0.5), end };
  const thousand: Record<string, number[]> = { start: [], middle: [], end: [] };
  const tenThousand: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [place, after] of Object.entries(places)) thousand[place].push(await timePage(directory, after, 1000));
    tenThousand.push(await timePage(directory, at(0.5), 10_000));
  }
  const [start, middle, last] = [thousand.start, thousand.middle, thousand.end].map(median);
  directory.close();
  const figures = {
    objects: OBJECTS,
    recordedPerSecond: Math.round((OBJECTS / recorded) * 1000),
    insertedPerSecond: Math.round((OBJECTS / inserted) * 1000),
    recordOverInsert: round2(recorded / inserted),
    bytesAnObject: Math.round(statSync(path).size / OBJECTS),
    page1000: { start, middle, end: last, endOverStart: round2(last / start) },
    page10000: median(tenThousand),
  };
  console.log(JSON.stringify(figures, undefined, 2));
  const bounds = {
    [`record: at most ${RECORD_OVER_INSERT} times as long as bare inserts`]: recorded / inserted <= RECORD_OVER_INSERT,
    "a page of 1,000: at most 1.5 times the cost at the end": last / start <= 1.5,
    "a page of 10,000: under 100 ms": figures.page10000 < 100,
  };
  for (const [bound, isKept] of Object.entries(bounds)) console.log(`${isKept ? "kept  " : "BROKEN"} ${bound}`);
  process.exitCode = Object.values(bounds).every(Boolean) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** Inserts IDs, in ascending order, into the same table in a database of its own, in one transaction. */
type Insert = (ids: readonly string[]) => void;

async function bareTable(path: string): Promise<Insert> {
  const connection = (await loadSqlite())(path);
  prepareDatabase(connection, path);
  const statement = connection.prepare("INSERT INTO objects (namespace, id, stored) VALUES (1, unhex(?1), NULL)");
  return (ids) =>
    inTransaction(connection, () => {
      for (const id of ids) statement.run(id);
    });
}

/**
 * Records all objects, and inserts the same IDs into a bare table, batch by batch in turns, so that other load on the machine
 * affects both.
 * @returns the milliseconds of each, without the making and sorting of IDs
 */
async function fill(directory: SqliteDirectory, insert: Insert): Promise<{ recorded: number; inserted: number }> {
  const rooms = new DurableObjectNamespace({ uniqueKey });
  const times = { recorded: 0, inserted: 0 };
  for (let made = 0; made < OBJECTS; made += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, OBJECTS - made) }, () => String(rooms.newUniqueId()));
    const records = ids.map((id) => ({ id }));
    ids.sort();
    const start = performance.now();
    await directory.record(uniqueKey, records);
    const middle = performance.now();
    insert(ids);
    times.recorded += middle - start;
    times.inserted += performance.now() - middle;
  }
  return times;
}

/** Every thousandth ID in order, by paging through all of them. */
async function sample(directory: SqliteDirectory): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = await directory.objects(uniqueKey, { after, limit: 1000 });
    after = page?.objects.at(-1)?.id;
    if (after !== undefined) ids.push(after);
    more = page?.more === true;
  }
  return ids;
}

async function timePage(directory: SqliteDirectory, after: string | undefined, limit: number): Promise<number> {
  const before = performance.now();
  const page = await directory.objects(uniqueKey, { after, limit });
  const milliseconds = performance.now() - before;
  if (page?.objects.length !== limit) throw new Error(`a page of ${page?.objects.length} objects, not ${limit}`);
  return milliseconds;
}

function median(times: readonly number[]): number {
  return round2([...times].sort((a, b) => a - b)[times.length >> 1]);
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
