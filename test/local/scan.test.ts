import { copyFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { listIds, listNamespaces, listOldDatabases, localObject } from "../../src/local.js";
import { FIXTURE_RELEASES, fixture, scanAll, scratch, storesData, UNIQUE_KEYS } from "./fixtures.js";

const OLD = "3.20230904.0";
const NEW = "5.20261117.0-beta";

describe.each(FIXTURE_RELEASES)("a state folder of Miniflare %s", (release) => {
  it("has every object that ran: valid, with or without data, and with its name if it is on disk", async () => {
    const { state, written } = fixture(release);
    const found = await scanAll(state, { plugin: "do" });
    const expected = written.objects.map((object) => {
      const uniqueKey = UNIQUE_KEYS[object.binding];
      const isNamed = release === NEW && (object.binding === "BOARDS" || object.name === "alarmed");
      return {
        plugin: "do",
        uniqueKey,
        id: object.id,
        path: `do/${uniqueKey}/${object.id}.sqlite`,
        isValid: true,
        owner: uniqueKey,
        name: isNamed ? object.name : undefined,
        hasStoredData: storesData(written, object),
        size: expect.any(Number),
        fault: undefined,
      };
    });
    expected.sort((a, b) => (a.path < b.path ? -1 : 1));
    expect(found).toEqual(expected);
  });

  it("has each object at the path of localObject", async () => {
    const { state, written } = fixture(release);
    const paths = (await scanAll(state)).map(({ path }) => path);
    for (const { binding, name } of written.objects) {
      expect(paths).toContain(localObject({ kind: "do", uniqueKey: UNIQUE_KEYS[binding], name }).path);
    }
    const database = localObject({ kind: "d1", id: "11111111-2222-3333-4444-555555555555" });
    const old = await listOldDatabases(state);
    if (release === OLD) {
      const path = "d1/11111111-2222-3333-4444-555555555555/db.sqlite";
      expect(old).toEqual([{ plugin: "d1", folder: "11111111-2222-3333-4444-555555555555", path, size: 8192 }]);
    } else {
      expect(old).toEqual([]);
      expect(paths).toContain(database.path);
    }
  });

  it("confirms given names", async () => {
    const { state, written } = fixture(release);
    const found = await scanAll(state, { plugin: "do", names: ["idle", "nobody", "lobby", "alarmed"] });
    for (const { id, name } of written.objects) expect(found.find((object) => object.id === id)?.name).toBe(name);
  });

  it("has only strays if the folder of a namespace was renamed, with owner and name if they are known", async () => {
    const { state, written } = fixture(release);
    renameSync(join(state, "do/my-worker-ChatRoom"), join(state, "do/my-worker-Room"));
    const strays = (await scanAll(state, { plugin: "do" })).filter(({ uniqueKey }) => uniqueKey === "my-worker-Room");
    expect(strays.length).toBeGreaterThan(1);
    for (const stray of strays) expect(stray).toMatchObject({ isValid: false, owner: undefined, name: undefined });
    const names = ["idle", "nobody", "lobby", "alarmed"];
    const known = await scanAll(state, { uniqueKeys: ["my-worker-ChatRoom"], names });
    for (const { id } of strays) {
      const name = written.objects.find((object) => object.id === id)?.name;
      const stray = known.find((object) => object.id === id);
      expect(stray).toMatchObject({ isValid: false, owner: "my-worker-ChatRoom", name });
    }
  });
});

describe("a scan", () => {
  const LOBBY = "abd6504224beda813dc7b33bd0ed22c8653483ff2ae1b8abfa39d825b84c19b9";
  const ROOMS = "do/my-worker-ChatRoom";

  it("detects a stray in another namespace's folder", async () => {
    const { state } = fixture(NEW);
    renameSync(join(state, ROOMS, `${LOBBY}.sqlite`), join(state, `do/my-worker-Board/${LOBBY}.sqlite`));
    const [stray] = (await scanAll(state)).filter(({ id }) => id === LOBBY);
    expect(stray).toMatchObject({ uniqueKey: "my-worker-Board", isValid: false, owner: "my-worker-ChatRoom" });
  });

  it("doesn't mistake other files for objects", async () => {
    const { state } = fixture(NEW);
    const before = await scanAll(state);
    const others = [`${LOBBY}.facets`, `${LOBBY.toUpperCase()}.sqlite`, `${LOBBY}0.sqlite`, "x.sqlite"];
    for (const name of others) copyFileSync(join(state, ROOMS, `${LOBBY}.sqlite`), join(state, ROOMS, name));
    mkdirSync(join(state, ROOMS, `${"0".repeat(64)}.sqlite`));
    symlinkSync(join(state, ROOMS, `${LOBBY}.sqlite`), join(state, ROOMS, `${"1".repeat(64)}.sqlite`));
    writeFileSync(join(state, `${LOBBY}.sqlite`), "");
    expect(await scanAll(state)).toEqual(before);
  });

  it("continues after a file that can't be read, and gives the reason", async () => {
    const { state } = fixture(NEW);
    writeFileSync(
      join(state, ROOMS, `${LOBBY}.sqlite`),
      "this is no database, and long enough to be seen as none".repeat(30),
    );
    rmSync(join(state, ROOMS, `${LOBBY}.sqlite-wal`));
    const found = await scanAll(state);
    expect(found.find(({ id }) => id === LOBBY)).toMatchObject({
      isValid: true,
      hasStoredData: undefined,
      size: undefined,
      fault: "file is not a database",
    });
    expect(found.filter(({ fault }) => fault !== undefined)).toHaveLength(1);
  });

  it("reports an unreadable alarm store, which contains names", async () => {
    const { state } = fixture(NEW);
    rmSync(join(state, ROOMS, "metadata.sqlite-wal"));
    writeFileSync(join(state, ROOMS, "metadata.sqlite"), "x".repeat(4096));
    const rooms = (await scanAll(state)).filter(({ uniqueKey }) => uniqueKey === "my-worker-ChatRoom");
    for (const room of rooms) expect(room.fault).toMatch(/alarm store.*not a database/);
    expect(rooms.map(({ hasStoredData }) => hasStoredData)).toContain(true);
  });

  it("verifies names", async () => {
    const { state, written } = fixture(NEW);
    const { id } = written.objects.find(({ binding, name }) => binding === "BOARDS" && name === "lobby") ?? {};
    const file = join(state, `do/my-worker-Board/${id}.sqlite`);
    const database = new Database(file);
    database.exec("UPDATE __miniflare_do_name SET name = 'somebody else'");
    database.close();
    expect((await scanAll(state)).find((object) => object.id === id)?.name).toBeUndefined();
  });

  it("finds namespaces without objects in do/, and in no other folder", async () => {
    const state = scratch();
    mkdirSync(join(state, "do/my-worker-Room"), { recursive: true });
    mkdirSync(join(state, "kv/some-id/blobs"), { recursive: true });
    expect(await listNamespaces(state)).toEqual([{ plugin: "do", uniqueKey: "my-worker-Room" }]);
    expect(await listIds(state, { plugin: "do", uniqueKey: "my-worker-Room" })).toEqual([]);
    expect(await scanAll(state)).toEqual([]);
  });
});
