import { describe, expect, it } from "vitest";
import type { Directory, NamespaceEntry, NamespaceRegistration } from "../../src/directory.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { SeededRandom } from "../../support/random.js";

/** A directory in which namespaces and objects are recorded. */
export interface Recording extends Directory {
  add(registration: NamespaceRegistration): NamespaceEntry;
}

export const ROOMS = "my-worker-ChatRoom";
const key = new Uint8Array(32).fill(5);
const random = new SeededRandom("directory");
const rooms = new DurableObjectNamespace({ uniqueKey: ROOMS, randomBytes: random.bytes });
const secret = new DurableObjectNamespace({ key, randomBytes: random.bytes });

/** So many IDs of {@link ROOMS}, sorted. */
export const roomIds = (count: number): string[] =>
  Array.from({ length: count }, () => String(rooms.newUniqueId())).sort();

/** The common tests of every directory that records. */
export function describeRecording(name: string, open: () => Promise<Recording>): void {
  describe(`${name}, as a directory that records`, () => {
    const openRooms = async () => {
      const directory = await open();
      directory.add({ uniqueKey: ROOMS, script: "my-worker", class: "ChatRoom" });
      return directory;
    };

    it("lists namespaces by id, page by page", async () => {
      const directory = await open();
      const ids = ["b-B", "a-A", "c-C"].map(
        (uniqueKey) => directory.add({ uniqueKey, script: uniqueKey[0], class: uniqueKey[2] }).id,
      );
      expect(ids).toEqual(["b-B", "a-A", "c-C"]);
      const pages = await Promise.all([1, 2, 3].map((page) => directory.namespaces({ page, perPage: 2 })));
      expect(pages.map(({ namespaces }) => namespaces.map(({ id }) => id))).toEqual([["a-A", "b-B"], ["c-C"], []]);
      expect(pages.map(({ total }) => total)).toEqual([3, 3, 3]);
    });

    it("returns all data of a namespace, but never a secret key", async () => {
      const directory = await open();
      const jurisdictions = { mars: 9 };
      const open1 = directory.add({ uniqueKey: "w-A", script: "w", class: "A", useSqlite: false, jurisdictions });
      expect(open1).toEqual({
        id: "w-A",
        name: "w_A",
        script: "w",
        class: "A",
        useSqlite: false,
        uniqueKey: "w-A",
        jurisdictions,
      });
      const closed = directory.add({ key, script: "w", class: "B" });
      expect(closed).toMatchObject({
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        uniqueKey: undefined,
        useSqlite: null,
      });
      const sqlite = directory.add({ uniqueKey: "w-D", script: "w", class: "D", useSqlite: true });
      expect(sqlite.useSqlite).toBe(true);
      for (const entry of [open1, closed, sqlite]) expect(await directory.namespace(entry.id)).toEqual(entry);
      expect(await directory.namespace("w-C")).toBeUndefined();
    });

    it("gives each key an id that a URL can contain", async () => {
      const directory = await open();
      const keys = ["a b", "a/b", "..", ".", "", "%2e", "ä", "\ud800", "x".repeat(129), "0".repeat(32), "a?b", "a#b"];
      const ids = keys.map((uniqueKey) => directory.add({ uniqueKey, script: "s", class: "C" }).id);
      expect(new Set(ids).size).toBe(keys.length);
      for (const [i, id] of ids.entries()) {
        expect(id).toMatch(/^[0-9a-f]{32}$/);
        expect(id).not.toBe(keys[i]);
      }
    });

    it("updates the data of a namespace that is added again, and keeps its objects", async () => {
      const directory = await openRooms();
      const ids = roomIds(3);
      await directory.record(
        ROOMS,
        ids.map((id) => ({ id })),
      );
      directory.add({ uniqueKey: ROOMS, script: "renamed", class: "Room", useSqlite: false });
      expect(await directory.namespace(ROOMS)).toMatchObject({ script: "renamed", class: "Room", useSqlite: false });
      expect((await directory.namespaces({ page: 1, perPage: 10 })).total).toBe(1);
      expect((await directory.objects(ROOMS, { limit: 10 }))?.objects.map(({ id }) => id)).toEqual(ids);
    });

    it("pages through objects from any ID on, listed or not", async () => {
      const directory = await openRooms();
      const ids = roomIds(250);
      await directory.record(
        ROOMS,
        [...ids].reverse().map((id) => ({ id })),
      );
      for (const limit of [1, 7, 50, 249, 250, 251]) {
        const seen: string[] = [];
        for (let after: string | undefined, more = true; more; after = seen.at(-1)) {
          const page = await directory.objects(ROOMS, { after, limit });
          seen.push(...(page?.objects.map(({ id }) => id) ?? []));
          more = page?.more === true;
        }
        expect(seen).toEqual(ids);
      }
      const between = `${ids[100].slice(0, 63)}${ids[100].endsWith("0") ? "1" : "0"}`;
      const wanted = ids.filter((id) => id > between);
      expect((await directory.objects(ROOMS, { after: between, limit: 1000 }))?.objects.map(({ id }) => id)).toEqual(
        wanted,
      );
      expect(await directory.objects(ROOMS, { after: "f".repeat(64), limit: 10 })).toEqual({
        objects: [],
        more: false,
      });
      expect(await directory.objects("nowhere", { limit: 10 })).toBeUndefined();
    });

    it("pages backwards from any ID, and counts the objects before it", async () => {
      const directory = await openRooms();
      const ids = roomIds(250);
      await directory.record(
        ROOMS,
        ids.map((id) => ({ id })),
      );
      for (const limit of [1, 7, 50, 249, 250, 251]) {
        const seen: string[] = [];
        for (let before = "f".repeat(64), more = true; more; before = seen[0]) {
          const page = await directory.objects(ROOMS, { before, limit });
          seen.unshift(...(page?.objects.map(({ id }) => id) ?? []));
          more = page?.more === true;
        }
        expect(seen).toEqual(ids);
      }
      expect(await directory.objects(ROOMS, { before: ids[0], limit: 10 })).toEqual({ objects: [], more: false });
      for (const at of [0, 1, 100, 249]) expect(await directory.count(ROOMS, ids[at])).toBe(at);
      expect(await directory.count(ROOMS, "f".repeat(64))).toBe(250);
      expect(await directory.count(ROOMS)).toBe(250);
      await directory.record(ROOMS, [{ id: ids[3] }, { id: roomIds(1)[0] }]);
      expect(await directory.count(ROOMS)).toBe(251);
      expect(await directory.count("nowhere")).toBeUndefined();
    });

    it("keeps hasStoredData until it is recorded again", async () => {
      const directory = await openRooms();
      const [id] = roomIds(1);
      const stored = async () => (await directory.objects(ROOMS, { limit: 1 }))?.objects[0].hasStoredData;
      for (const [said, expected] of [
        [undefined, null],
        [null, null],
        [true, true],
        [undefined, true],
        [null, true],
        [false, false],
      ] as const) {
        await directory.record(ROOMS, [{ id, hasStoredData: said }]);
        expect(await stored()).toBe(expected);
      }
    });

    it("accepts IDs as objects, in either case, and of every jurisdiction", async () => {
      const directory = await openRooms();
      const ids = [rooms.idFromName("a"), rooms.jurisdiction("eu").idFromName("a"), rooms.newUniqueId()];
      await directory.record(ROOMS, [{ id: ids[0] }, { id: ids[1] }, { id: String(ids[2]).toUpperCase() }]);
      const listed = (await directory.objects(ROOMS, { limit: 10 }))?.objects.map(({ id }) => id);
      expect(listed).toEqual(ids.map(String).sort());
    });

    it("records all of a batch or nothing", async () => {
      const directory = await openRooms();
      const [good] = roomIds(1);
      const bad: [string, string][] = [
        [String(new DurableObjectNamespace({ uniqueKey: "other" }).newUniqueId()), "ERR_DO_ID_FOREIGN"],
        ["not an ID", "ERR_DO_ID_MALFORMED"],
        [good.slice(1), "ERR_DO_ID_MALFORMED"],
      ];
      for (const [id, code] of bad) {
        await expect(directory.record(ROOMS, [{ id: good }, { id }])).rejects.toMatchObject({
          name: "TypeError",
          code,
        });
      }
      expect((await directory.objects(ROOMS, { limit: 10 }))?.objects).toEqual([]);
      await expect(directory.record("nowhere", [])).rejects.toMatchObject({ code: "ERR_DO_DIRECTORY_NAMESPACE" });
    });

    it("records under a secret key that it was given", async () => {
      const directory = await open();
      const { id } = directory.add({ key, script: "w", class: "B" });
      const ids = Array.from({ length: 3 }, () => String(secret.newUniqueId())).sort();
      await directory.record(
        id,
        ids.map((each) => ({ id: each })),
      );
      expect((await directory.objects(id, { limit: 10 }))?.objects.map((each) => each.id)).toEqual(ids);
      await expect(directory.record(id, [{ id: roomIds(1)[0] }])).rejects.toMatchObject({ code: "ERR_DO_ID_FOREIGN" });
    });

    it("has one secret", async () => {
      const directory = await open();
      const first = await directory.secret?.();
      expect(first).toHaveLength(32);
      expect(await directory.secret?.()).toEqual(first);
      expect(await (await open()).secret?.()).not.toEqual(first);
    });

    it("refuses invalid arguments", async () => {
      const directory = await openRooms();
      for (const call of [
        () => directory.objects(ROOMS, { limit: 0 }),
        () => directory.objects(ROOMS, { limit: 1.5 }),
        () => directory.objects(ROOMS, { after: "0".repeat(64), before: "f".repeat(64), limit: 1 }),
        () => directory.namespaces({ page: 0, perPage: 1 }),
        () => directory.namespaces({ page: 1, perPage: Number.NaN }),
        () => directory.record(ROOMS, "ids" as never),
        async () => directory.add(undefined as never),
        async () => directory.add({ uniqueKey: "a", script: "", class: "C" }),
        async () => directory.add({ uniqueKey: "a", script: "s", class: 1 as never }),
        async () => directory.add({ uniqueKey: "a", script: "s", class: "C", useSqlite: "yes" as never }),
      ]) {
        await expect(call()).rejects.toMatchObject({ code: "ERR_DO_ARGUMENT" });
      }
      expect(() => directory.add({ script: "s", class: "C" } as never)).toThrow(
        expect.objectContaining({ code: "ERR_DO_KEY" }),
      );
    });
  });
}
