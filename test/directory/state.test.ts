import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { StateDirectory } from "../../src/directory.js";
import { scanState } from "../../src/local.js";
import { fixture, scratch } from "../local/fixtures.js";
import { roomIds } from "./contract.js";

const counts = vi.hoisted(() => ({ readdir: 0, namespaces: 0, connections: 0 }));

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const readdir = (...args: Parameters<typeof real.readdir>) => {
    // Not the system's temporary folder, which is searched for leftovers of killed processes.
    if (args[0] !== tmpdir()) counts.readdir++;
    return real.readdir(...args);
  };
  return { ...real, readdir };
});

vi.mock("../../src/namespace/namespace.js", async (original) => {
  const real = await original<typeof import("../../src/namespace/namespace.js")>();
  const DurableObjectNamespace = new Proxy(real.DurableObjectNamespace, {
    construct(target, args) {
      counts.namespaces++;
      return Reflect.construct(target, args);
    },
  });
  return { ...real, DurableObjectNamespace };
});

vi.mock("../../src/sqlite/sqlite.js", async (original) => {
  const real = await original<typeof import("../../src/sqlite/sqlite.js")>();
  const loadSqlite = async () => {
    const open = await real.loadSqlite();
    return (file: string) => {
      counts.connections++;
      return open(file);
    };
  };
  return { ...real, loadSqlite };
});

const UNIQUE_KEY = "my-worker-ChatRoom";
const IDLE = "befc63671285711ff1c4e9cc652303523e8464e59d78e4bedceae1f61d3e75e6";
const LOBBY = "abd6504224beda813dc7b33bd0ed22c8653483ff2ae1b8abfa39d825b84c19b9";

beforeEach(() => {
  Object.assign(counts, { readdir: 0, namespaces: 0, connections: 0 });
});

async function open(state: string): Promise<StateDirectory> {
  const directory = await StateDirectory.open(state);
  onTestFinished(() => directory.close());
  return directory;
}

/** A state folder with a number of rooms, and with other namespaces. */
async function rooms(count: number): Promise<{ state: string; folder: string; ids: string[] }> {
  const state = scratch();
  const folder = join(state, "do", UNIQUE_KEY);
  mkdirSync(folder, { recursive: true });
  const ids = roomIds(count);
  for (const id of ids) writeFileSync(join(folder, `${id}.sqlite`), "");
  for (let i = 0; i < 20; i++) mkdirSync(join(state, "do", `other-Class${i}`));
  // What changed just now is not remembered yet.
  await setTimeout(50);
  Object.assign(counts, { readdir: 0, namespaces: 0, connections: 0 });
  return { state, folder, ids };
}

it("doesn't know whether a class has SQLite storage, because its folder doesn't contain it", async () => {
  const { state } = fixture("5.20261117.0-beta");
  const directory = await open(state);
  const { namespaces } = await directory.namespaces({ page: 1, perPage: 10 });
  expect(namespaces.map(({ useSqlite }) => useSqlite)).toEqual([null, null]);
  const known = await StateDirectory.open(state, { describe: (key) => ({ useSqlite: key === UNIQUE_KEY }) });
  onTestFinished(() => known.close());
  expect((await known.namespace(UNIQUE_KEY))?.useSqlite).toBe(true);
  expect((await known.namespace("my-worker-Board"))?.useSqlite).toBe(false);
});

it("an object with data in a facet has stored data, even if it was read before", async () => {
  const { state } = fixture("5.20261117.0-beta");
  const folder = join(state, "do", UNIQUE_KEY);
  const directory = await open(state);
  const stored = async () =>
    (await directory.objects(UNIQUE_KEY, { limit: 10 }))?.objects.find(({ id }) => id === IDLE)?.hasStoredData;
  expect(await stored()).toBe(false);
  copyFileSync(join(folder, `${IDLE}.sqlite`), join(folder, `${IDLE}.1.sqlite`));
  expect(await stored()).toBe(false);
  // In the WAL of the facet, like a runtime.
  for (const end of ["", "-wal"])
    copyFileSync(join(folder, `${LOBBY}.sqlite${end}`), join(folder, `${IDLE}.1.sqlite${end}`));
  expect(await stored()).toBe(true);
  for (const end of ["", "-wal"]) rmSync(join(folder, `${IDLE}.1.sqlite${end}`));
  expect(await stored()).toBe(false);
});

it("hasStoredData is unknown for an object whose file can't be read", async () => {
  const { state } = fixture("5.20261117.0-beta");
  writeFileSync(join(state, "do", UNIQUE_KEY, `${LOBBY}.sqlite`), "not a database".repeat(100));
  rmSync(join(state, "do", UNIQUE_KEY, `${LOBBY}.sqlite-wal`), { force: true });
  const faults: unknown[] = [];
  const directory = await StateDirectory.open(state, { onFault: (error) => faults.push(error) });
  onTestFinished(() => directory.close());
  const page = await directory.objects(UNIQUE_KEY, { limit: 100 });
  expect(page?.objects.find(({ id }) => id === LOBBY)?.hasStoredData).toBeNull();
  expect(faults).toHaveLength(1);
  expect(await directory.count(UNIQUE_KEY)).toBe(page?.objects.length);
  expect(await directory.count(UNIQUE_KEY, page?.objects[1].id)).toBe(1);
  const last = await directory.objects(UNIQUE_KEY, { before: "f".repeat(64), limit: 1 });
  expect(last?.objects[0].id).toBe(page?.objects.at(-1)?.id);
});

it("the cost of a page doesn't depend on the folder: it is read once, with one connection, and each key is derived once", async () => {
  const { state, ids } = await rooms(300);
  const directory = await open(state);
  const seen: string[] = [];
  const list = async (after?: string) => {
    const page = await directory.objects(UNIQUE_KEY, { after, limit: 50 });
    seen.push(...(page?.objects.map(({ id }) => id) ?? []));
    return page?.more === true;
  };
  while (await list(seen.at(-1))) expect(seen.length).toBeLessThan(300);
  expect(seen).toEqual(ids);
  const first = { ...counts };
  // The folder of the namespaces and the one of the rooms, and the first when it was opened.
  expect(first).toEqual({ readdir: 3, namespaces: 21, connections: 1 });
  await list();
  await directory.namespaces({ page: 1, perPage: 100 });
  expect(counts).toEqual(first);
});

it("sees added and removed objects every time", async () => {
  const { state, folder, ids } = await rooms(20);
  const directory = await open(state);
  const listed = async () => (await directory.objects(UNIQUE_KEY, { limit: 100 }))?.objects.map(({ id }) => id);
  const [more] = roomIds(1);
  for (let round = 0; round < 20; round++) {
    expect(await listed()).toEqual(ids);
    writeFileSync(join(folder, `${more}.sqlite`), "");
    expect(await listed()).toEqual([...ids, more].sort());
    rmSync(join(folder, `${more}.sqlite`));
  }
  mkdirSync(join(state, "do/new-Class"));
  expect(await directory.namespace("new-Class")).toBeDefined();
  // A change that keeps the modification time, like a restored backup.
  const { atime, mtime } = statSync(folder);
  await setTimeout(50);
  expect(await listed()).toEqual(ids);
  writeFileSync(join(folder, `${more}.sqlite`), "");
  utimesSync(folder, atime, mtime);
  expect(await listed()).toEqual([...ids, more].sort());
});

it("a scan derives each key once, opens one connection, and reads each folder twice", async () => {
  const { state, ids } = await rooms(300);
  const foreign = "0".repeat(64);
  writeFileSync(join(state, "do/other-Class3", `${foreign}.sqlite`), "");
  const names = Array.from({ length: 50 }, (_, i) => `room-${i}`);
  let found = 0;
  for await (const { isValid } of scanState(state, { names })) if (isValid) found++;
  expect(found).toBe(ids.length);
  expect(counts.namespaces).toBe(21);
  expect(counts.connections).toBe(1);
  expect(counts.readdir).toBeLessThanOrEqual(2 * readdirSync(join(state, "do")).length + 4);
});
