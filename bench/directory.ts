import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteDirectory } from "../src/directory/sqlite.js";
import { DurableObjectNamespace } from "../src/namespace/namespace.js";

/*
 * Measures a directory of a million objects: `npm run bench:directory`. Exit code 1 if a bound is broken.
 */
const OBJECTS = Number(process.env.OBJECTS ?? 1_000_000);
const BATCH = 5000;
const ROUNDS = 41;
const uniqueKey = "my-worker-ChatRoom";
const folder = mkdtempSync(join(tmpdir(), "durable-id-bench-"));

try {
  const path = join(folder, "objects.db");
  const directory = await SqliteDirectory.open(path);
  directory.add({ uniqueKey, script: "my-worker", class: "ChatRoom" });
  const perSecond = await fill(directory);
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
    recordedPerSecond: Math.round(perSecond),
    bytesAnObject: Math.round(statSync(path).size / OBJECTS),
    page1000: { start, middle, end: last, endOverStart: round2(last / start) },
    page10000: median(tenThousand),
  };
  console.log(JSON.stringify(figures, undefined, 2));
  const bounds = {
    "record: at least 50,000 a second": perSecond >= 50_000,
    "a page of 1,000: at most 1.5 times the cost at the end": last / start <= 1.5,
    "a page of 10,000: under 100 ms": figures.page10000 < 100,
  };
  for (const [bound, isKept] of Object.entries(bounds)) console.log(`${isKept ? "kept  " : "BROKEN"} ${bound}`);
  process.exitCode = Object.values(bounds).every(Boolean) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** Records all objects, batch by batch; only the recording is timed, not the making of IDs. */
async function fill(directory: SqliteDirectory): Promise<number> {
  const rooms = new DurableObjectNamespace({ uniqueKey });
  let milliseconds = 0;
  for (let made = 0; made < OBJECTS; made += BATCH) {
    const records = Array.from({ length: Math.min(BATCH, OBJECTS - made) }, () => ({
      id: String(rooms.newUniqueId()),
    }));
    const before = performance.now();
    await directory.record(uniqueKey, records);
    milliseconds += performance.now() - before;
  }
  return (OBJECTS / milliseconds) * 1000;
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
