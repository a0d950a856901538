import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createValidator, DurableObjectNamespace, Verdict } from "../src/index.js";
import { anyJurisdiction, anyName, anyNamespace, anyString } from "./arbitraries.js";
import { ORACLE_JURISDICTIONS, oracleBytes, oracleNamedId } from "./oracle.js";

// A failure prints its seed and path: `fc.assert(…, { seed, path })` runs it again.

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });

/** An ID of `rooms`: 16 random bytes as an unrestricted base or a jurisdictional one, or from a name. */
const anyRoomId = fc.oneof(
  fc.tuple(fc.uint8Array({ minLength: 16, maxLength: 16 }), anyJurisdiction).map(([base, jurisdiction]) =>
    new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom", randomBytes: () => base }).newUniqueId({
      jurisdiction,
    }),
  ),
  fc.tuple(anyName, anyJurisdiction).map(([name, jurisdiction]) => rooms.jurisdiction(jurisdiction).idFromName(name)),
);
const digitAt = fc.integer({ min: 0, max: 63 });
const codeOf = (jurisdiction: string | undefined) =>
  ORACLE_JURISDICTIONS.find(({ name }) => name === jurisdiction)?.code ?? 0;

/** Holds a string to be refused by every public way of reading it. */
function expectRefused(text: string): void {
  const { verdicts } = createValidator([rooms]).check([text]);
  expect([rooms.tryIdFromString(text), verdicts[0] === Verdict.valid]).toEqual([undefined, false]);
  expect(() => rooms.idFromString(text)).toThrow(TypeError);
}

describe("IDs", () => {
  it("round trip through their digits, in any jurisdiction", () => {
    fc.assert(
      fc.property(anyRoomId, (id) => {
        const read = rooms.idFromString(String(id));
        expect([String(read), read.jurisdiction, read.name]).toEqual([String(id), id.jurisdiction, undefined]);
        expect(read.equals(id) && id.equals(read)).toBe(true);
        expect(String(id)).toMatch(/^[0-9a-f]{64}$/);
      }),
      { numRuns: 500 },
    );
  });

  it("of a name are always the same, equal the oracle's, and have their name", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        anyName,
        anyJurisdiction,
        (key, name, jurisdiction) => {
          const id = new DurableObjectNamespace({ key }).jurisdiction(jurisdiction).idFromName(name);
          const place = ORACLE_JURISDICTIONS.find((other) => other.name === jurisdiction);
          expect(String(id)).toBe(oracleNamedId(key, name, place));
          expect(id.name).toBe(new TextDecoder("utf-8", { ignoreBOM: true }).decode(oracleBytes(name)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("are valid in their namespace and in no other", () => {
    fc.assert(
      fc.property(anyNamespace, anyNamespace, anyName, anyJurisdiction, (own, other, name, jurisdiction) => {
        for (const id of [own.jurisdiction(jurisdiction).idFromName(name), own.newUniqueId({ jurisdiction })]) {
          const text = String(id);
          expect(own.tryIdFromString(text)?.jurisdiction).toBe(jurisdiction);
          const sameKey = other.tryIdFromString(String(own.idFromName("probe"))) !== undefined;
          expect(other.tryIdFromString(text) !== undefined).toBe(sameKey);
          const { verdicts, namespaces } = createValidator([other, own]).check([text]);
          expect([verdicts[0], namespaces[0]]).toEqual([Verdict.valid, sameKey ? 0 : 1]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("of one name differ in every jurisdiction, and in every namespace", () => {
    fc.assert(
      fc.property(anyName, anyString, (name, uniqueKey) => {
        const other = new DurableObjectNamespace({ uniqueKey: `${uniqueKey}!` });
        const places = [undefined, "eu", "fedramp", "fedramp-high", "us"];
        const all = [rooms, other].flatMap((ns) =>
          places.map((place) => String(ns.jurisdiction(place).idFromName(name))),
        );
        expect(new Set(all).size).toBe(10);
      }),
    );
  });

  it("read the same in any case", () => {
    fc.assert(
      fc.property(anyRoomId, fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }), (id, upper) => {
        const text = [...String(id)].map((digit, i) => (upper[i] ? digit.toUpperCase() : digit)).join("");
        const read = rooms.idFromString(text);
        expect([String(read), read.jurisdiction]).toEqual([String(id), id.jurisdiction]);
        const { verdicts, jurisdictions } = createValidator([rooms]).check([text]);
        expect([verdicts[0], jurisdictions[0]]).toEqual([Verdict.valid, codeOf(id.jurisdiction)]);
      }),
    );
  });

  it("names of every length from 0 to 2,100 bytes make valid IDs, all different", () => {
    const seen = new Set<string>();
    for (let length = 0; length <= 2100; length++) {
      const id = rooms.idFromName("n".repeat(length));
      seen.add(String(id));
      expect(rooms.tryIdFromString(String(id))?.equals(id)).toBe(true);
    }
    expect(seen.size).toBe(2101);
  });
});

describe("almost correct IDs are refused", () => {
  it("one digit changed", () => {
    fc.assert(
      fc.property(anyRoomId, digitAt, fc.integer({ min: 1, max: 15 }), (id, at, by) => {
        const digits = String(id);
        const changed = ((Number.parseInt(digits[at], 16) + by) % 16).toString(16);
        expectRefused(digits.slice(0, at) + changed + digits.slice(at + 1));
      }),
      { numRuns: 500 },
    );
  });

  it("any two different digits swapped", () => {
    fc.assert(
      fc.property(anyRoomId, digitAt, digitAt, (id, one, other) => {
        const digits = [...String(id)];
        fc.pre(digits[one] !== digits[other]);
        [digits[one], digits[other]] = [digits[other], digits[one]];
        expectRefused(digits.join(""));
      }),
      { numRuns: 500 },
    );
  });

  it("every pair of adjacent digits swapped", () => {
    fc.assert(
      fc.property(anyRoomId, (id) => {
        const digits = String(id);
        for (let at = 0; at < 63; at++) {
          if (digits[at] === digits[at + 1]) continue;
          expectRefused(digits.slice(0, at) + digits[at + 1] + digits[at] + digits.slice(at + 2));
        }
      }),
      { numRuns: 10 },
    );
  });

  it("truncated at either end, or extended", () => {
    fc.assert(
      fc.property(anyRoomId, fc.integer({ min: 1, max: 64 }), fc.string({ minLength: 1 }), (id, cut, more) => {
        const digits = String(id);
        for (const text of [digits.slice(cut), digits.slice(0, -cut), digits + more, more + digits])
          expectRefused(text);
      }),
    );
  });

  it("the front of one ID with the back of another, cut anywhere", () => {
    fc.assert(
      fc.property(anyRoomId, anyRoomId, fc.integer({ min: 1, max: 63 }), (one, other, cut) => {
        const text = String(one).slice(0, cut) + String(other).slice(cut);
        fc.pre(text !== String(one) && text !== String(other));
        expectRefused(text);
      }),
    );
  });

  it("64 random digits", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        expectRefused(Buffer.from(bytes).toString("hex"));
      }),
    );
  });

  it("any other string, by all three functions", () => {
    fc.assert(fc.property(anyString, expectRefused), { numRuns: 300 });
  });
});

describe("subnamespaces", () => {
  it("accept only IDs of their own jurisdiction, and name the jurisdiction of others", () => {
    fc.assert(
      fc.property(anyRoomId, fc.constantFrom("eu", "fedramp", "fedramp-high", "us"), (id, place) => {
        const text = String(id);
        const subnamespace = rooms.jurisdiction(place);
        const { verdicts, namespaces, jurisdictions } = createValidator([subnamespace]).check([text]);
        if (id.jurisdiction === place) {
          expect(subnamespace.idFromString(text).jurisdiction).toBe(place);
          expect([verdicts[0], namespaces[0]]).toEqual([Verdict.valid, 0]);
        } else {
          expect(() => subnamespace.idFromString(text)).toThrow(
            expect.objectContaining({ code: "ERR_DO_ID_JURISDICTION" }),
          );
          expect(subnamespace.tryIdFromString(text)).toBe(undefined);
          expect([verdicts[0], namespaces[0]]).toEqual([Verdict.wrongJurisdiction, 0]);
        }
        expect(jurisdictions[0]).toBe(codeOf(id.jurisdiction));
      }),
      { numRuns: 300 },
    );
  });

  it("make IDs that the parent and every equal subnamespace accept", () => {
    fc.assert(
      fc.property(anyName, fc.constantFrom("eu", "fedramp", "fedramp-high", "us"), (name, place) => {
        const subnamespace = rooms.jurisdiction(place);
        for (const id of [
          subnamespace.idFromName(name),
          subnamespace.newUniqueId(),
          rooms.newUniqueId({ jurisdiction: place }),
        ]) {
          for (const reader of [rooms, subnamespace, rooms.jurisdiction(place), subnamespace.jurisdiction()]) {
            expect(reader.idFromString(String(id)).jurisdiction).toBe(place);
          }
        }
      }),
    );
  });
});
