import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { CheckError, FileClaims, isReconciled, type ListedNamespace, type Listing } from "../../src/check/index.js";
import { chooseNamespaces } from "../../src/check/reconcile/choose-namespaces.js";
import { Comparison } from "../../src/check/reconcile/comparison.js";
import { LineFile } from "../../src/check/reconcile/line-file.js";
import { ListedObjects } from "../../src/check/reconcile/listed-objects.js";
import { ReconcileOutputs } from "../../src/check/reconcile/outputs.js";
import { processOwner } from "../../src/system/owner.js";
import { temporaryName } from "../../src/system/temporary.js";
import { SeededRandom } from "../../support/random.js";
import { scratch } from "../cli/support.js";

const namespaceOf = (id: string, name?: string): ListedNamespace => ({ id, name, script: "worker", class: id });
const random = new SeededRandom("parts");

/** A listing of these objects that notes what it is asked for. */
function listingOf(objects: Readonly<Record<string, readonly string[]>>, namespaces: readonly ListedNamespace[] = []) {
  const asked: unknown[] = [];
  const listing: Listing = {
    async namespaces({ page, perPage }) {
      asked.push([page, perPage]);
      return { namespaces: namespaces.slice((page - 1) * perPage, page * perPage) };
    },
    async objects(namespace, { after = "", limit }) {
      asked.push([namespace, after, limit]);
      const later = objects[namespace]?.filter((id) => id > after);
      const page = later?.slice(0, limit).map((id) => ({ id, hasStoredData: null }));
      return page && later && { objects: page, more: later.length > limit };
    },
  };
  return { listing, asked };
}

describe("ListedObjects", () => {
  /** All objects as `namespace:id`, in the order in which they are read. */
  async function read(listing: Listing, ids: readonly string[]): Promise<string[]> {
    const listed = await ListedObjects.open(
      listing,
      ids.map((id) => namespaceOf(id)),
      undefined,
    );
    const all: string[] = [];
    for (let object = listed.head; object !== undefined; object = listed.head) {
      all.push(`${ids[listed.namespace]}:${object.id}`);
      await listed.advance();
    }
    return all;
  }

  test.each([1, 2, 3, 8])("are in the order of their IDs: %d namespaces", async (count) => {
    for (let round = 0; round < 20; round++) {
      const names = Array.from({ length: count }, (_, i) => `n${i}`);
      const ids = Array.from({ length: 40 }, (_, i) => String(i).padStart(2, "0"));
      const objects = Object.fromEntries(names.map((name) => [name, [] as string[]]));
      for (const id of ids) objects[random.pick(names)].push(id);
      const all = await read(listingOf(objects).listing, names);
      expect(all).toEqual(ids.map((id) => `${names.find((name) => objects[name].includes(id))}:${id}`));
    }
  });

  test.each([
    [0, undefined],
    [1, 2000],
    [3, 666],
    [20, 100],
    [50, 100],
  ])("of %d namespaces have pages of %s", async (count, limit) => {
    const names = Array.from({ length: count }, (_, i) => `n${i}`);
    const { listing, asked } = listingOf(Object.fromEntries(names.map((name) => [name, ["1"]])));
    expect(await read(listing, names)).toHaveLength(count);
    expect(asked).toEqual(names.map((name) => [name, "", limit]));
  });

  test("are read page by page, each after the one before, until a namespace ends or is removed", async () => {
    const ids = Array.from({ length: 250 }, (_, i) => String(i).padStart(3, "0"));
    const names = ["a", ...Array.from({ length: 19 }, (_, i) => `n${i}`)];
    const { listing, asked } = listingOf({ a: ids });
    expect(await read(listing, names)).toEqual(ids.map((id) => `a:${id}`));
    expect(asked.slice(20)).toEqual([
      ["a", "099", 100],
      ["a", "199", 100],
    ]);
    const objects: Record<string, readonly string[]> = { a: ids, b: ["150"] };
    const removed = listingOf(objects);
    const { objects: page } = removed.listing;
    removed.listing.objects = (namespace, request) => {
      if (request.after !== undefined) delete objects.a;
      return page(namespace, request);
    };
    expect(await read(removed.listing, names.with(1, "b"))).toEqual([
      ...ids.slice(0, 100).map((id) => `a:${id}`),
      "b:150",
    ]);
  });
});

describe("chooseNamespaces", () => {
  const many = Array.from({ length: 1000 }, (_, i) => namespaceOf(`id${i}`));

  test.each([
    [0, 1],
    [999, 1],
    [1000, 2],
  ])("reads all pages: of %d namespaces, %d", async (count, pages) => {
    const { listing, asked } = listingOf({}, many.slice(0, count));
    expect(await chooseNamespaces(listing, undefined)).toEqual(many.slice(0, count));
    expect(asked).toEqual(
      [
        [1, 1000],
        [2, 1000],
      ].slice(0, pages),
    );
  });

  test("takes ids, and names as the listing has them", async () => {
    const all = [namespaceOf("a"), namespaceOf("b", "named"), namespaceOf("worker_a")];
    const { listing } = listingOf({}, all);
    const choose = async (...asked: string[]) => (await chooseNamespaces(listing, asked)).map(({ id }) => id);
    expect(await choose("named", "a", "b")).toEqual(["a", "b"]);
    // An id before a name.
    expect(await choose("worker_a")).toEqual(["worker_a"]);
    await expect(choose("worker_b")).rejects.toThrow(/"worker_b" is not listed.* "a", "b", "worker_a"$/);
  });

  test("names at most ten namespaces in an error", async () => {
    const refusal = (count: number) => chooseNamespaces(listingOf({}, many.slice(0, count)).listing, ["x"]);
    await expect(refusal(0)).rejects.toThrow(/no namespaces$/);
    await expect(refusal(10)).rejects.toThrow(/"id8", "id9"$/);
    await expect(refusal(12)).rejects.toThrow(/"id8", "id9" and 2 more$/);
  });
});

describe("LineFile", () => {
  const id = "f".repeat(64);
  const [start, end] = [Buffer.from("<"), Buffer.from(">\n")];

  test("writes its lines in pieces of 60 KB", async () => {
    const pieces: string[] = [];
    const lines = new LineFile({ write: async (bytes) => void pieces.push(Buffer.from(bytes).toString()) }, "head\n");
    expect(lines.isOpen).toBe(true);
    const line = `<${id}>\n`;
    const count = Math.ceil((60 * 1024 - 5) / line.length);
    for (let i = 1; i < count; i++) expect(lines.add(start, id, end)).toBeUndefined();
    await lines.add(start, id, end);
    expect(pieces).toEqual([`head\n${line.repeat(count)}`]);
    lines.add(start, id, end);
    await lines.end();
    expect(pieces.slice(1)).toEqual([line]);
  });

  test("writes a piece of exactly 60 KB", async () => {
    const sizes: number[] = [];
    const lines = new LineFile({ write: async ({ length }) => void sizes.push(length) }, "h".repeat(60 * 1024 - 67));
    await lines.add(start, id, end);
    expect(sizes).toEqual([60 * 1024]);
  });

  test("does nothing without a file", async () => {
    const lines = new LineFile(undefined, "head\n");
    for (let i = 0; i < 1000; i++) expect(lines.add(start, id, end)).toBeUndefined();
    await lines.end();
    expect(lines.isOpen).toBe(false);
  });
});

describe("Comparison", () => {
  /** Lines of IDs that fail if one is added while another is written. */
  function slowLines() {
    const ids: string[] = [];
    let isWriting = false;
    const add = (_: Uint8Array, id: string): Promise<void> => {
      expect(isWriting).toBe(false);
      isWriting = true;
      ids.push(id);
      return setImmediate(undefined).then(() => {
        isWriting = false;
      });
    };
    return { ids, add, isOpen: true };
  }

  test("compares with one table after the other if the stored IDs don't fit into one", async () => {
    const { path } = scratch();
    const stored = Buffer.from(random.bytes(32 * 196_609));
    // All but the last few have the same first byte.
    for (let at = 0; at < stored.length - 320; at += 32) stored[at] = 7;
    writeFileSync(`${path}/ids`, stored);
    const idAt = (index: number) => stored.toString("hex", 32 * index, 32 * index + 32);
    const both = [0, 1, 50_000, 100_000, 196_608].map(idAt).sort();
    // Before the first table, in the gaps and after the last, among others.
    const others = ["00", "06ff", "07", "0700", "07ff", "0800", "ff"].map((start) => start.padEnd(64, start.slice(-1)));
    const listedOnly = [
      ...others,
      ...Array.from({ length: 20 }, () => `07${Buffer.from(random.bytes(31)).toString("hex")}`),
    ].sort();
    const listed = { a: listedOnly, b: both };
    const namespaces = [namespaceOf("a"), namespaceOf("b")];
    const objects = await ListedObjects.open(listingOf(listed).listing, namespaces, undefined);
    const closed = new LineFile(undefined, "");
    const outputs = { both: slowLines(), listedOnly: slowLines(), storedOnly: closed };
    const compared: string[] = [];
    const comparison = new Comparison(namespaces, objects, outputs, (id) => compared.push(id));
    await comparison.run(`${path}/ids`, undefined);
    expect([outputs.both.ids, outputs.listedOnly.ids, compared]).toEqual([
      both,
      listedOnly,
      [...both, ...listedOnly].sort(),
    ]);
    expect([comparison.stored, comparison.storedOnly]).toEqual([196_609, 196_604]);
    expect(readdirSync(path)).toEqual(["ids"]);
  });

  test("waits until a stored ID is written", async () => {
    const { file } = scratch();
    const ids = Array.from({ length: 5 }, () => Buffer.from(random.bytes(32)));
    const objects = await ListedObjects.open(listingOf({}).listing, [], undefined);
    const [closed, storedOnly] = [new LineFile(undefined, ""), slowLines()];
    const outputs = { both: closed, listedOnly: closed, storedOnly };
    const comparison = new Comparison([], objects, outputs, () => undefined);
    await comparison.run(file("ids", Buffer.concat(ids)), undefined);
    expect(storedOnly.ids).toEqual(ids.map((id) => id.toString("hex")).sort());
  });
});

describe("ReconcileOutputs", () => {
  test("remove what killed runs left, but not what is read, and leave nothing if one can't be opened", async () => {
    const { path, file } = scratch();
    const dead = processOwner().replace(/^p\d+/, "p4194305");
    const names = { both: "both", storedOnly: "stored", listedOnly: "listed" };
    for (const name of Object.values(names)) file(temporaryName(name, dead), "");
    const input = file(temporaryName("both", dead), "read");
    const claims = new FileClaims();
    await claims.read("the input", input);
    const at = (name: string) => join(path, name);
    const outputs = await ReconcileOutputs.open(
      { both: at("both"), storedOnly: at("stored"), listedOnly: at("listed") },
      claims,
    );
    expect(readdirSync(path)).toHaveLength(4);
    await outputs.discard();
    expect(readdirSync(path).map((name) => readFileSync(at(name), "utf8"))).toEqual(["read"]);
    // The folder of the second is removed once its path was looked at.
    mkdirSync(at("sub"));
    const write = claims.write.bind(claims);
    claims.write = (option, output) =>
      write(option, output).finally(() => option === "--listed-only" && rmSync(at("sub"), { recursive: true }));
    const opening = ReconcileOutputs.open({ both: at("other"), listedOnly: at("sub/listed") }, claims);
    await expect(opening).rejects.toBeInstanceOf(CheckError);
    expect(readdirSync(path)).toHaveLength(1);
  });
});

test("isReconciled: all stored IDs are listed, all listed objects are stored, and every record is an ID", () => {
  const found = (refused: number, storedOnly: number, total: number) =>
    isReconciled({ stored: { refused }, storedOnly, listedOnly: { total } } as Parameters<typeof isReconciled>[0]);
  expect([found(0, 0, 0), found(1, 0, 0), found(0, 1, 0), found(0, 0, 1)]).toEqual([true, false, false, false]);
});
