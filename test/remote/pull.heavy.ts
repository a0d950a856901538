import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "libsql";
import { expect, onTestFinished, test, vi } from "vitest";
import { MemoryDirectory, SqliteDirectory } from "../../src/directory.js";
import { DurableObjectNamespace, idsFromNames } from "../../src/index.js";
import { pullObjects } from "../../src/remote.js";
import { listen } from "../../src/serve/http.js";
import { SeededRandom } from "../../support/random.js";
import { BIN } from "../cli/process.js";
import { scratch } from "../cli/support.js";
import { createDescribedApi, type DescribedNamespace } from "./described-api.js";
import { ACCOUNT, clientOf, contentsOf, contentsOfApi, namespaceOf, TOKEN } from "./support.js";

const KILLS = 20;

/** Starts the command line. */
function start(argv: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [BIN, ...argv], { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** How a process ended: its exit code, or the signal. */
async function ended(child: ChildProcess): Promise<number | string> {
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  return code ?? signal ?? "";
}

/** Rows that only one of two databases lists, and how many the first one has: with duplicates, if there were any. */
function compare(db: string, other: string): { only: number; rows: number; strays: number } {
  const connection = new Database(db);
  connection.exec(`ATTACH '${other}' AS other`);
  const rows = (schema: string) =>
    `SELECT n.id AS namespace, o.id, o.stored FROM ${schema}.objects o JOIN ${schema}.namespaces n ON n.number = o.namespace`;
  const count = (sql: string) => (connection.prepare(`SELECT count(*) FROM (${sql})`).raw().all() as [number][])[0][0];
  const only = count(`${rows("main")} EXCEPT ${rows("other")}`) + count(`${rows("other")} EXCEPT ${rows("main")}`);
  const all = (connection.prepare("SELECT count(*) FROM objects").raw().all() as [number][])[0][0];
  const listed = count(rows("main"));
  connection.close();
  return { only, rows: listed, strays: all - listed };
}

/** Objects that an unfinished pull has copied into a database so far. */
function copiedSoFar(db: string): number {
  const connection = new Database(db);
  try {
    return (connection.prepare("SELECT coalesce(sum(objects), 0) FROM copies").raw().all() as [number][])[0][0];
  } catch {
    // Killed before there were any tables.
    return 0;
  } finally {
    connection.close();
  }
}

test("a million objects of durable-id serve, killed 20 times at random: none is lost or copied twice", async () => {
  const sizes = [600_000, 249_990, 150_000, 10, 0];
  const { path, file } = scratch();
  const source = join(path, "source.db");
  const directory = await SqliteDirectory.open(source);
  for (const [i, size] of sizes.entries()) {
    const uniqueKey = `worker-Class${i}`;
    const namespace = new DurableObjectNamespace({ uniqueKey });
    const { id } = directory.add({ uniqueKey, script: "worker", class: `Class${i}` });
    for (let from = 0; from < size; from += 50_000) {
      const names = Array.from({ length: Math.min(50_000, size - from) }, (_, n) => `room ${from + n}`);
      const records = idsFromNames(namespace, names).map((each, n) => ({
        id: each,
        hasStoredData: [true, false, null][n % 3],
      }));
      await directory.record(id, records);
    }
  }
  directory.close();

  const token = file("token", TOKEN);
  const server = start(["serve", "--db", source, "--token-file", token, "--port", "0"]);
  const [printed] = (await once(server.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  const baseUrl = /^API +(\S+)$/m.exec(printed.toString())?.[1] ?? "";
  const db = join(path, "objects.db");
  const argv = ["pull", "--account-id", ACCOUNT, "--token-file", token, "--base-url", baseUrl, "--db", db];

  const random = new SeededRandom("kill -9");
  let before = 0;
  for (let kills = 0; kills < KILLS; ) {
    const child = start(argv);
    const killing = sleep(150 + random.below(1500)).then(() => child.kill("SIGKILL"));
    const end = await ended(child);
    await killing;
    expect(["SIGKILL", 0]).toContain(end);
    if (end === "SIGKILL") kills++;
    const now = copiedSoFar(db);
    // Recorded objects stay until a pull has finished: then nothing is missing.
    if (now < before) expect([now, compare(db, source).only]).toEqual([0, 0]);
    before = now;
  }
  expect(await ended(start(argv))).toBe(0);
  expect(compare(db, source)).toEqual({ only: 0, rows: 1_000_000, strays: 0 });
  // And again, with the existing database.
  expect(await ended(start(argv))).toBe(0);
  expect(compare(db, source)).toEqual({ only: 0, rows: 1_000_000, strays: 0 });
});

test("a million objects of a server made from Cloudflare's description, killed 20 times: no page is requested in vain", async () => {
  const namespaces: DescribedNamespace[] = [namespaceOf(1, 555_555), namespaceOf(2, 0), namespaceOf(3, 444_445)];
  const api = createDescribedApi({ account: ACCOUNT, token: TOKEN, namespaces });
  const random = new SeededRandom("pages");
  let kills = 0;
  let child: ChildProcess | undefined;
  let next = 0;
  const { origin, close } = await listen(
    async (request) => {
      const response = await api.fetch(request.url, { headers: request.headers });
      if (kills < KILLS && api.pages.length >= next) {
        kills++;
        next = api.pages.length + 1 + random.below(6);
        // At once, or some time after the answer: while it is on its way, being written, or written.
        const victim = child;
        const kill = () => victim?.kill("SIGKILL");
        if (kills % 3 === 0) kill();
        else setTimeout(kill, random.below(150));
      }
      return response;
    },
    0,
    "127.0.0.1",
  );
  onTestFinished(close);
  const { path, file } = scratch();
  const db = join(path, "objects.db");
  const argv = [
    "pull",
    "--account-id",
    ACCOUNT,
    "--token-file",
    file("token", TOKEN),
    "--base-url",
    `${origin}/client/v4`,
    "--db",
    db,
  ];
  for (let end: number | string = ""; end !== 0; ) {
    child = start(argv);
    end = await ended(child);
    expect([0, "SIGKILL"]).toContain(end);
  }
  expect(kills).toBe(KILLS);
  // 56 and 1 and 45 pages; each kill loses one at most.
  expect(api.pages.length).toBeGreaterThanOrEqual(102);
  expect(api.pages.length).toBeLessThanOrEqual(102 + KILLS);
  const copy = await SqliteDirectory.open(db);
  onTestFinished(() => copy.close());
  expect(await contentsOf(copy)).toEqual(contentsOfApi(namespaces));
});

test("1,200 requests in five minutes are enough: a client that is blocked waits, and finishes", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const namespaces = [namespaceOf(1, 40_000)];
  const rate = { requests: 1200, milliseconds: 5 * 60_000 };
  const api = createDescribedApi({ account: ACCOUNT, token: TOKEN, namespaces, pageSize: 10, rate });
  // The pause begins after this call.
  const onRetry = ({ pause }: { pause: number }) => setImmediate(() => vi.advanceTimersByTime(pause));
  const start = Date.now();
  const directory = new MemoryDirectory();
  await pullObjects(directory, clientOf(api.fetch, { onRetry }));
  expect(await contentsOf(directory)).toEqual(contentsOfApi(namespaces));
  expect([api.pages.length, api.refused()]).toEqual([4000, 3]);
  expect(Date.now() - start).toBeGreaterThanOrEqual(3 * rate.milliseconds);
});
