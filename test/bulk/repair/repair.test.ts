import { describe, expect, it } from "vitest";
import type { EngineName } from "../../../src/engine/types.js";
import { createValidator, DEFAULT_JURISDICTIONS, DurableObjectNamespace, idsFromNames } from "../../../src/index.js";
import { SeededRandom } from "../../../support/random.js";
import { dressed, REPAIRABLE } from "./damages.js";

const JURISDICTIONS = [undefined, ...Object.keys(DEFAULT_JURISDICTIONS)];

describe.each<EngineName>(["wasm", "pure"])("repair, on %s", (engine) => {
  const random = new SeededRandom("repair");
  const rooms = new DurableObjectNamespace({ uniqueKey: "rooms", engine });
  const carts = new DurableObjectNamespace({ key: random.bytes(32), engine });
  const others = new DurableObjectNamespace({ uniqueKey: "others", engine });
  const namespaces = [others, rooms, carts];
  const validator = createValidator(namespaces);
  const rounds = engine === "wasm" ? 12 : 2;

  /** An ID of a namespace, named or random. */
  const idOf = (namespace: DurableObjectNamespace) =>
    String(random.below(2) === 0 ? namespace.newUniqueId() : namespace.idFromName(`${random.below(1e6)}`));

  describe.each(Object.entries(REPAIRABLE))("%s", (kind, { damage, hows }) => {
    it.each(JURISDICTIONS)("in jurisdiction %s", (jurisdiction) => {
      const code = jurisdiction === undefined ? 0 : DEFAULT_JURISDICTIONS[jurisdiction];
      for (const [index, namespace] of namespaces.entries()) {
        const restricted = createValidator([namespace.jurisdiction(jurisdiction)]);
        for (let round = 0; round < rounds; round++) {
          const id = idOf(namespace.jurisdiction(jurisdiction));
          const text = damage(id, random);
          const expected = { id, namespace: index, jurisdiction: code };
          const repair = validator.repair(text);
          expect(repair, text).toMatchObject(expected);
          expect(hows, text).toContain(repair?.how);
          expect(repair?.evidenceBits).toBeGreaterThanOrEqual(48);
          expect(repair?.evidenceBits).toBeLessThanOrEqual(128);
          if (kind !== "dressed") expect(validator.repair(dressed(text, random))).toMatchObject(expected);
          expect(restricted.repair(text)).toMatchObject({ ...expected, namespace: 0 });
        }
      }
    });
  });

  it("leaves IDs alone that are valid as they are, of either case, or in another jurisdiction than the one asked for", () => {
    const id = String(rooms.jurisdiction("eu").newUniqueId());
    for (const text of [id, id.toUpperCase()]) {
      expect(validator.repair(text)).toBeUndefined();
      expect(createValidator([rooms.jurisdiction("us")]).repair(text)).toBeUndefined();
    }
    expect(createValidator([rooms.jurisdiction("us")]).repair(` ${id} `)).toBeUndefined();
  });

  it("repairs nothing that is not a damaged ID", () => {
    const strangers = new DurableObjectNamespace({ uniqueKey: "strangers", engine });
    const foreign = idsFromNames(
      strangers,
      Array.from({ length: engine === "wasm" ? 1000 : 50 }, (_, i) => `${i}`),
    );
    const hex = (length: number) => Buffer.from(random.bytes(length)).toString("hex").slice(0, length);
    const texts = [
      ...foreign,
      ...foreign.map(() => hex(40 + random.below(30))),
      ...["", " ", "null", "undefined", "NaN", "-", "?", "0x", "5bc16d61-2392-4b14-ad6d-e471fdb80c03", "\ud800"],
      ...["?".repeat(64), "0".repeat(64), "g".repeat(64), "zz".repeat(600), "|".repeat(64), `"${" ".repeat(2000)}`],
    ];
    for (const text of texts) expect(validator.repair(text), text).toBeUndefined();
  });

  it("takes a value that is not a string for one that can't be repaired", () => {
    for (const value of [undefined, null, 64, {}, [], { length: 64, normalize: () => "0" }, Symbol("id")]) {
      expect(validator.repair(value as string)).toBeUndefined();
    }
  });

  it("proves no more than the digits do: 15 of a tag that was cut off, or 19 of a whole one, are not enough", () => {
    const id = String(rooms.newUniqueId());
    const wrong = (digits: string) =>
      digits.replace(/./g, (digit) => ((Number.parseInt(digit, 16) + 1) % 16).toString(16));
    expect(validator.repair(id.slice(0, 48))?.id).toBe(id);
    expect(validator.repair(id.slice(0, 47))).toBeUndefined();
    expect(validator.repair(id.slice(0, 52) + wrong(id.slice(52)))?.id).toBe(id);
    expect(validator.repair(id.slice(0, 51) + wrong(id.slice(51)))).toBeUndefined();
    // Two faults in the first half.
    expect(validator.repair(wrong(id.slice(0, 2)) + id.slice(2))).toBeUndefined();
  });

  it("says how much it proves: fewer bits for fewer digits, and for more attempts", () => {
    const one = createValidator([new DurableObjectNamespace({ uniqueKey: "rooms", jurisdictions: {}, engine })]);
    const id = String(rooms.newUniqueId());
    const bitsOf = (text: string) => one.repair(text)?.evidenceBits;
    expect(bitsOf(` ${id}`)).toBe(128);
    expect(bitsOf(id.slice(0, 63))).toBe(124);
    expect(bitsOf(id.slice(0, 48))).toBe(64);
    const ofThree = validator.repair(id.slice(0, 48))?.evidenceBits ?? 0;
    expect(ofThree).toBeLessThan(64);
    expect(ofThree).toBeGreaterThanOrEqual(61);
    // A missing digit: 480 candidates and the text itself, and at most two keys of each namespace.
    expect(bitsOf(id.slice(1))).toBe(118);
    expect(validator.repair(id.slice(1))?.evidenceBits).toBe(116);
  });

  it("counts only the keys that can have made the ID", () => {
    const cut = String(rooms.jurisdiction("eu").newUniqueId()).slice(0, 60);
    const bitsOf = (...jurisdictions: string[]) =>
      createValidator(jurisdictions.map((name) => rooms.jurisdiction(name))).repair(cut)?.evidenceBits;
    expect([bitsOf("eu"), bitsOf("us", "eu"), bitsOf("eu", "eu")]).toEqual([112, 112, 111]);
  });

  it("refuses weak evidence if there are many keys", () => {
    const all = ["rooms", ...Array.from({ length: 63 }, (_, i) => `room ${i}`)].map(
      (uniqueKey) => new DurableObjectNamespace({ uniqueKey, jurisdictions: {}, engine }),
    );
    const id = String(all[0].newUniqueId());
    const wrong = id.slice(52).replace(/./g, (digit) => ((Number.parseInt(digit, 16) + 1) % 16).toString(16));
    // 20 of 32 digits are 53 bits, which 32 keys take to the least of 48, and 64 keys below it.
    expect(createValidator(all.slice(0, 32)).repair(id.slice(0, 52) + wrong)).toMatchObject({ id, evidenceBits: 48 });
    expect(createValidator(all).repair(id.slice(0, 52) + wrong)).toBeUndefined();
    expect(createValidator(all).repair(id.slice(0, 48))?.id).toBe(id);
  });

  it("gives the first namespace that takes the ID, as check does", () => {
    const id = String(rooms.jurisdiction("eu").newUniqueId());
    const cut = id.slice(0, 60);
    const index = (...list: DurableObjectNamespace[]) => createValidator(list).repair(cut)?.namespace;
    expect(index(rooms.jurisdiction("us"), carts, rooms.jurisdiction("eu"), rooms)).toBe(2);
    expect(index(rooms, rooms.jurisdiction("eu"))).toBe(0);
    expect(index(rooms.jurisdiction("us"))).toBeUndefined();
  });

  it("takes the engine that the validator was made with", () => {
    const other = engine === "wasm" ? "pure" : "wasm";
    const id = String(rooms.newUniqueId());
    const crossed = createValidator([rooms], { engine: other });
    expect(crossed.engine).toBe(other);
    expect(crossed.repair(`0${id.slice(1, 60)}`)).toEqual(createValidator([rooms]).repair(`0${id.slice(1, 60)}`));
    expect(crossed.repair(id.slice(1))?.id).toBe(id);
  });

  it("works between other calls of the engine, and leaves them right", () => {
    const ids = idsFromNames(rooms, ["a", "b", "c"]);
    const trapped = [...ids];
    Object.defineProperty(trapped, 1, {
      get: () => {
        expect(validator.repair(ids[2].slice(1))?.id).toBe(ids[2]);
        return ids[1];
      },
    });
    expect(createValidator([rooms]).check(trapped).tally.valid).toBe(3);
    expect(validator.check(ids).tally.valid).toBe(3);
  });
});
