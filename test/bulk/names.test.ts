import { afterEach, describe, expect, it, vi } from "vitest";
import type { EngineName } from "../../src/engine/types.js";
import { DurableObjectNamespace, idsFromNames } from "../../src/index.js";
import { SeededRandom } from "../../support/random.js";
import { ORACLE_JURISDICTIONS, oracleNamedId, oracleRootKey } from "../oracle.js";

const UNIQUE_KEY = "my-worker-ChatRoom";
const root = oracleRootKey(UNIQUE_KEY);
const [eu] = ORACLE_JURISDICTIONS;

/** Both sides of what fits into one block, and of what fits into two; characters of every length; halves of pairs. */
const SAMPLES = [
  ...["", "lobby", "a".repeat(54), "a".repeat(55), "a".repeat(56), "b".repeat(64), "c".repeat(119), "d".repeat(120)],
  ...[
    "é".repeat(27),
    "é".repeat(28),
    "€",
    "😀",
    "\ud800",
    "\udfff",
    "\udfff\ud800",
    "\0",
    "\ufeff",
    "x\udc00y".repeat(30),
  ],
];

describe.each<EngineName>(["wasm", "pure"])("idsFromNames, on %s", (engine) => {
  const rooms = new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY, engine });
  const random = new SeededRandom("names");
  const anyNames = (count: number) => Array.from({ length: count }, (_, i) => `${random.pick(SAMPLES)}${i}`);
  const oracle = (names: readonly string[], jurisdiction = undefined as typeof eu | undefined) =>
    names.map((name) => oracleNamedId(root, name, jurisdiction));

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("no names, one, and each of the hard ones alone", () => {
    expect(idsFromNames(rooms, [])).toEqual([]);
    for (const name of SAMPLES) expect(idsFromNames(rooms, [name])).toEqual(oracle([name]));
  });

  it("every pair of the hard ones: what ends one name and starts the next stays apart", () => {
    const pairs = SAMPLES.flatMap((one) => SAMPLES.map((other) => [one, other]));
    for (const pair of pairs) expect(idsFromNames(rooms, pair)).toEqual(oracle(pair));
    expect(idsFromNames(rooms, pairs.flat())).toEqual(oracle(pairs.flat()));
  });

  it("any number of names, around every size of a batch, all different and of mixed lengths", () => {
    for (const count of [2, 3, 4, 5, 6, 7, 8, 9, 511, 512, 513, 1023, 1024, 1025]) {
      const names = anyNames(count);
      expect(idsFromNames(rooms, names)).toEqual(oracle(names));
    }
  });

  it("the IDs of a subnamespace are of its jurisdiction", () => {
    const names = anyNames(600);
    const there = rooms.jurisdiction("eu");
    expect(idsFromNames(there, names)).toEqual(oracle(names, eu));
    expect(there.idFromString(idsFromNames(there, ["n"])[0]).jurisdiction).toBe("eu");
  });

  it("is idFromName, only for many", () => {
    const names = anyNames(100);
    expect(idsFromNames(rooms, names)).toEqual(names.map((name) => String(rooms.idFromName(name))));
  });

  it("100,000 names", () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `object ${i}`);
    const ids = idsFromNames(rooms, names);
    expect(ids).toHaveLength(100_000);
    expect(new Set(ids).size).toBe(100_000);
    for (let i = 0; i < names.length; i += 997) expect(ids[i]).toBe(oracleNamedId(root, names[i]));
    expect(ids.at(-1)).toBe(oracleNamedId(root, names[99_999]));
  });

  it("long names that make memory grow in mid-run, among short ones and between batches of them", () => {
    const names = anyNames(1300);
    for (const [place, length] of [
      [0, 65_535],
      [1, 65_536],
      [2, 65_537],
      [300, 200_000],
      [511, 400_000],
      [512, 900_000],
      [700, 30_000],
      [701, 35_000],
      [702, 40_000],
      [1299, 1_500_000],
    ]) {
      names[place] = ["n", "é", "\ud800"][place % 3].repeat(length);
    }
    expect(idsFromNames(rooms, names)).toEqual(oracle(names));
    expect(idsFromNames(rooms, names.slice(0, 20))).toEqual(oracle(names.slice(0, 20)));
  });

  it("needs no more memory for many long names than for one", () => {
    const grow = vi.spyOn(WebAssembly.Memory.prototype, "grow");
    const long = "n".repeat(2_000_000);
    const alone = new DurableObjectNamespace({ uniqueKey: "another", engine }).idFromName(long);
    grow.mockClear();
    const another = new DurableObjectNamespace({ uniqueKey: "another", engine });
    expect(
      idsFromNames(
        another,
        Array.from({ length: 6 }, () => long),
      ),
    ).toEqual(Array(6).fill(String(alone)));
    expect(grow).not.toHaveBeenCalled();
  });

  it("makes a string of what is none, as idFromName does; a hole is undefined", () => {
    const object = { toString: () => "an object" };
    const names: unknown[] = [undefined, null, 7, 10n, true, [1, 2], object, new String("s"), {}];
    const sparse: unknown[] = [];
    sparse[2] = "end";
    expect(idsFromNames(rooms, names as string[])).toEqual(
      names.map((name) => String(rooms.idFromName(name as string))),
    );
    expect(idsFromNames(rooms, sparse as string[])).toEqual(oracle(["undefined", "undefined", "end"]));
  });

  it("a symbol, and what can't be a string, is a TypeError as in idFromName", () => {
    for (const name of [Symbol("name"), Object.create(null)] as unknown as string[]) {
      expect(() => rooms.idFromName(name)).toThrow(TypeError);
      expect(() => idsFromNames(rooms, ["fine", name])).toThrow(TypeError);
    }
    expect(idsFromNames(rooms, ["fine"])).toEqual(oracle(["fine"]));
  });

  it("asks each name for its string once, in order, and leaves the list alone", () => {
    const asked: number[] = [];
    const names = Array.from({ length: 600 }, (_, i) => ({ toString: () => `${asked.push(i)}` }));
    const list = Object.freeze(names) as unknown as string[];
    expect(idsFromNames(rooms, list)).toEqual(oracle(names.map((_, i) => `${i + 1}`)));
    expect(asked).toEqual(names.map((_, i) => i));
  });

  it("refuses what is no list, and what is no namespace", () => {
    const argumentError = (place: number, type: RegExp) =>
      expect.objectContaining({
        name: "TypeError",
        code: "ERR_DO_ARGUMENT",
        message: expect.stringMatching(new RegExp(`idsFromNames.*durable-id.*${place}.*${type.source}`)),
      });
    for (const list of [undefined, null, "names", { length: 1, 0: "a" }, new Set(["a"]), new Uint8Array(2)]) {
      expect(() => idsFromNames(rooms, list as unknown as string[])).toThrow(argumentError(2, /string\[\]/));
    }
    for (const impostor of [undefined, null, {}, Object.create(rooms), new Proxy(rooms, {})]) {
      expect(() => idsFromNames(impostor as DurableObjectNamespace, ["a"])).toThrow(
        argumentError(1, /DurableObjectNamespace/),
      );
    }
  });
});
