import { beforeEach, describe, expect, it, vi } from "vitest";
import { pureEngine } from "../src/engine/pure.js";
import { JurisdictionTable } from "../src/format/jurisdiction.js";
import { NamespaceKeys } from "../src/format/key.js";
import { DurableObjectNamespace } from "../src/index.js";
import { NamedIds } from "../src/namespace/named-ids.js";
import { DurableObjectNamespace as PureNamespace } from "../src/pure.js";

const table = new JurisdictionTable();
const prepared = pureEngine.prepare(new NamespaceKeys(new Uint8Array(32), table));
const derive = vi.spyOn(prepared, "named");
let ids: NamedIds;

beforeEach(() => {
  ids = new NamedIds(prepared, table);
  derive.mockClear();
});

/** How many of the calls had to derive. */
function derived(names: readonly string[], code = 0): number {
  derive.mockClear();
  for (const name of names) ids.get(name, code);
  return derive.mock.calls.length;
}

const many = (count: number, prefix = "room ") => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

describe("repeated names", () => {
  it("are derived only a few times", () => {
    const names = many(50);
    for (let i = 0; i < 30; i++) derived(names);
    expect(derived(names)).toBe(0);
  });

  it("always have the same ID, in each jurisdiction", () => {
    const names = ["", "a", "\ud800x", "é😀", "\ufeff", "x".repeat(64), "__proto__"];
    const expected = names.map((name) => [0, 1, 4].map((code) => prepared.named(name, code)));
    for (let round = 0; round < 40; round++) {
      const found = names.map((name) => [0, 1, 4].map((code) => ids.get(name, code)));
      expect(found.map((states) => states.map(({ digits }) => digits))).toEqual(expected);
      for (const [i, states] of found.entries()) {
        expect(states.map(({ givenName }) => givenName)).toEqual([names[i], names[i], names[i]]);
        expect(states.map(({ jurisdiction }) => jurisdiction)).toEqual([undefined, "eu", "us"]);
      }
    }
    expect(derived(names, 1)).toBe(0);
  });

  it("are found among names that occur once", () => {
    const hot = many(3, "hot ");
    for (let i = 0; i < 400; i++) derived([...hot, `once ${i}`]);
    expect(derived(hot)).toBe(0);
  });

  it("are found again after many that occurred once", () => {
    derived(many(3000, "once "));
    const hot = many(3, "hot ");
    for (let i = 0; i < 2000; i++) derived(hot);
    expect(derived(hot)).toBe(0);
  });
});

describe("the cache is bounded", () => {
  it("long names are not cached", () => {
    const long = "x".repeat(65);
    for (let i = 0; i < 50; i++) ids.get(long, 0);
    expect(derived([long, long])).toBe(2);
  });

  it("at most 4,096 names are cached for a jurisdiction, and later ones replace them", () => {
    const sizes: number[] = [];
    const { get } = Map.prototype;
    const spy = vi.spyOn(Map.prototype, "get").mockImplementation(function (this: Map<unknown, unknown>, key) {
      if (typeof key === "string") sizes.push(this.size);
      return Reflect.apply(get, this, [key]);
    });
    derive.mockReturnValue("0".repeat(64));
    for (const name of many(7000)) for (let i = 0; i < 5; i++) ids.get(name, 0);
    derive.mockReset();
    spy.mockRestore();
    expect(Math.max(...sizes)).toBe(4096);
    expect(sizes.at(-1)).toBeLessThan(4096);
  });

  it("few calls search the cache if names don't repeat", () => {
    const get = vi.spyOn(Map.prototype, "get");
    derived(many(1024));
    get.mockClear();
    derived(many(3200, "later "));
    const looks = get.mock.calls.filter(([key]) => typeof key === "string").length;
    get.mockRestore();
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThan(200);
  });
});

describe.each([DurableObjectNamespace, PureNamespace])("idFromName of %o", (Namespace) => {
  it("returns a new object for each call, and subnamespaces have their own IDs", () => {
    const rooms = new Namespace({ uniqueKey: "my-worker-ChatRoom" });
    const eu = rooms.jurisdiction("eu");
    const [first, firstEu] = [rooms.idFromName("foo"), eu.idFromName("foo")];
    expect(String(first)).toBe("37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5");
    const seen = new Set([first]);
    for (let i = 0; i < 30; i++) {
      const id = rooms.idFromName("foo");
      expect([id.equals(first), id.name, id.jurisdiction]).toEqual([true, "foo", undefined]);
      expect(rooms.jurisdiction("eu").idFromName("foo").equals(firstEu)).toBe(true);
      seen.add(id);
    }
    expect(seen.size).toBe(31);
  });
});
