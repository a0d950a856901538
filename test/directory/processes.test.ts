import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import Database from "libsql";
import { beforeAll, expect, it } from "vitest";
import { DurableObjectNamespace } from "../../src/index.js";
import { ROOMS } from "./contract.js";
import { openSqlite, scratchPath } from "./support.js";

/** In node_modules, so that it finds libsql. */
const WRITER = fileURLToPath(new URL("../../build/test/directory-writer.mjs", import.meta.url));
const BATCH = 50;
const rooms = new DurableObjectNamespace({ uniqueKey: ROOMS });

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL("writer.ts", import.meta.url))],
    outfile: WRITER,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["libsql"],
  });
});

/** Starts a writer; `done` has the number of confirmed batches, and how it ended. */
function startWriter(path: string, label: string, from: number, to: number) {
  const child = spawn(process.execPath, [WRITER, path, label, String(from), String(to)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  const done = once(child, "close").then(([code, signal]) => ({
    batches: output.split("\n").length - 1,
    code: code as number | null,
    signal: signal as string | null,
  }));
  return { child, done };
}

/** All IDs that are listed, paged through as a client would. */
async function listed(path: string): Promise<Set<string>> {
  const directory = await openSqlite(path);
  const seen = new Set<string>();
  for (let after: string | undefined, more = true; more; ) {
    const page = await directory.objects(ROOMS, { after, limit: 500 });
    for (const { id } of page?.objects ?? []) seen.add(id);
    after = page?.objects.at(-1)?.id;
    more = page?.more === true;
  }
  return seen;
}

const idsOf = (label: string, batch: number): string[] =>
  Array.from({ length: BATCH }, (_, i) => String(rooms.idFromName(`${label} ${batch} ${i}`)));

it("a writer that is killed at any moment loses no confirmed batch, and leaves no partial batch", async () => {
  const path = scratchPath();
  let next = 0;
  for (let round = 0; round < 6; round++) {
    const { child, done } = startWriter(path, "a", next, next + 100_000);
    await once(child.stdout, "data");
    await new Promise((resolve) => setTimeout(resolve, 10 + 23 * round));
    child.kill("SIGKILL");
    const { batches, signal } = await done;
    expect([signal, batches > 0]).toEqual(["SIGKILL", true]);
    next += batches;
    const ids = await listed(path);
    for (let batch = 0; batch < next; batch++) expect(idsOf("a", batch).every((id) => ids.has(id))).toBe(true);
    // The batch that was in progress at the kill may or may not be recorded.
    expect(ids.size % BATCH).toBe(0);
    next = ids.size / BATCH;
  }
  const database = new Database(path);
  expect(database.prepare("PRAGMA integrity_check").raw().all()).toEqual([["ok"]]);
  database.close();
});

it("two writers that start without a file record everything, while a third process reads", async () => {
  const path = scratchPath();
  const writers = ["a", "b"].map((label) => startWriter(path, label, 0, 60));
  await Promise.all(writers.map(({ child }) => once(child.stdout, "data")));
  const reader = await openSqlite(path);
  let size = 0;
  while (writers.some(({ child }) => child.exitCode === null)) {
    // One statement, so what it sees is of one moment.
    const page = await reader.objects(ROOMS, { limit: 1_000_000 });
    const now = page?.objects.length ?? 0;
    expect(now).toBeGreaterThanOrEqual(size);
    // A pause, in which this process can notice that the others have ended.
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(now % BATCH).toBe(0);
    size = now;
  }
  for (const { done } of writers) expect(await done).toEqual({ batches: 60, code: 0, signal: null });
  const ids = await listed(path);
  expect(ids.size).toBe(2 * 60 * BATCH);
});

it("the write-ahead log stays short while another process reads continuously", async () => {
  const path = scratchPath();
  const { child, done } = startWriter(path, "a", 0, 1000);
  await once(child.stdout, "data");
  // Two readers whose transactions overlap, so that one of them always blocks a checkpoint.
  const readers = [new Database(path), new Database(path)];
  const read = (reader: Database.Database) => {
    reader.exec("BEGIN");
    reader.prepare("SELECT count(*) FROM objects").all();
  };
  read(readers[0]);
  let longest = 0;
  for (let turn = 1; child.exitCode === null; turn++) {
    read(readers[turn % 2]);
    readers[(turn + 1) % 2].exec("COMMIT");
    longest = Math.max(longest, statSync(`${path}-wal`).size);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  for (const reader of readers) reader.close();
  expect(await done).toEqual({ batches: 1000, code: 0, signal: null });
  // A checkpoint is due at 32 MiB, and again at 64 MiB if readers prevent it. Without a bound it was 200 MiB here.
  expect(longest).toBeGreaterThan(2 ** 20);
  expect(longest).toBeLessThan(100 * 2 ** 20);
}, 60_000);

it("many processes can make the same file at once", async () => {
  const path = scratchPath();
  const writers = Array.from({ length: 6 }, (_, i) => startWriter(path, `w${i}`, 0, 2));
  for (const { done } of writers) expect(await done).toEqual({ batches: 2, code: 0, signal: null });
  expect((await listed(path)).size).toBe(6 * 2 * BATCH);
});
