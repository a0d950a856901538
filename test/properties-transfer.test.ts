import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeWtf8, encodeWtf8, toWellFormed } from "../src/format/wtf8.js";
import { DurableObjectNamespace, packId, unpackId } from "../src/index.js";
import { anyJurisdiction, anyName, anyString } from "./arbitraries.js";
import { hexOf } from "./load-vectors.js";
import { oracleBytes } from "./oracle.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const anyNamedId = fc
  .tuple(anyName, anyJurisdiction)
  .map(([name, jurisdiction]) => rooms.jurisdiction(jurisdiction).idFromName(name));

const LONE_SURROGATES = /[\ud800-\udfff]/gu;

/** Asserts that bytes are refused with one of our errors. */
function expectRefused(packed: Uint8Array): void {
  const refusal = { name: "TypeError", code: expect.stringMatching(/^ERR_DO_ID_(PACK|PACK_NAME|FOREIGN)$/) };
  expect(() => unpackId(rooms, packed)).toThrow(expect.objectContaining(refusal));
}

describe("packed IDs", () => {
  it("round trip with any name, except for names of more than 1,024 bytes", () => {
    fc.assert(
      fc.property(anyNamedId, (id) => {
        const packed = packId(id);
        const back = unpackId(rooms, packed);
        expect([String(back), back.jurisdiction]).toEqual([String(id), id.jurisdiction]);
        expect(hexOf(packId(back))).toBe(hexOf(packed));
      }),
      { numRuns: 300 },
    );
  });

  it("limit names by bytes, not by characters", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "é", "€", "😀", "\udfff"), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: -4, max: 4 }),
        (pieces, more) => {
          const start = pieces.join("");
          const bytes = 1024 + more;
          const name = start + "a".repeat(bytes - oracleBytes(start).length);
          const id = rooms.idFromName(name);
          expect(unpackId(rooms, packId(id)).name).toBe(bytes <= 1024 ? id.name : undefined);
        },
      ),
    );
  });

  it("are refused with any one byte changed", () => {
    fc.assert(
      fc.property(anyNamedId, fc.nat(), fc.integer({ min: 1, max: 255 }), (id, place, flip) => {
        const packed = packId(id);
        packed[place % packed.length] ^= flip;
        expectRefused(packed);
      }),
      { numRuns: 500 },
    );
  });

  it("are refused with any single bit changed", () => {
    const packed = packId(rooms.idFromName("lobby é\ud800"));
    for (let bit = 0; bit < packed.length * 8; bit++) {
      expectRefused(packed.with(bit >> 3, packed[bit >> 3] ^ (1 << (bit & 7))));
    }
  });

  it("are refused when truncated, unless the whole name is cut off", () => {
    fc.assert(
      fc.property(anyNamedId, fc.nat(), (id, cut) => {
        const packed = packId(id);
        const length = cut % packed.length;
        if (length === 33) expect(unpackId(rooms, packed.subarray(0, 33)).name).toBe(undefined);
        else expectRefused(packed.subarray(0, length));
      }),
      { numRuns: 300 },
    );
  });

  it("are refused when anything follows", () => {
    fc.assert(
      fc.property(anyNamedId, fc.uint8Array({ minLength: 1, maxLength: 40 }), (id, more) => {
        const packed = packId(id);
        expectRefused(Uint8Array.from([...packed, ...more]));
      }),
      { numRuns: 300 },
    );
  });

  it("can't be made from random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1200 }), fc.boolean(), (bytes, versioned) => {
        if (versioned && bytes.length > 0) bytes[0] = 1;
        expectRefused(bytes);
      }),
      { numRuns: 300 },
    );
  });
});

describe("WTF-8", () => {
  it("encodes like the oracle, and decodes its own output", () => {
    fc.assert(
      fc.property(anyName, (text) => {
        const bytes = encodeWtf8(text);
        expect(hexOf(bytes)).toBe(hexOf(oracleBytes(text)));
        expect(decodeWtf8(bytes)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it("equals UTF-8 without lone surrogates", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const whole = text.replace(LONE_SURROGATES, "\ufffd");
        expect(hexOf(encodeWtf8(whole))).toBe(hexOf(new TextEncoder().encode(whole)));
        expect(toWellFormed(whole)).toBe(whole);
      }),
    );
  });

  it("decodes every byte string to the one string that encodes to it, or to nothing", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 40 }),
          fc
            .array(
              fc.constantFrom("ed", "a0", "80", "b0", "bf", "f0", "9f", "98", "c3", "a9", "ef", "bd", "61", "e2"),
              { maxLength: 12 },
            )
            .map((bytes) => Uint8Array.from(Buffer.from(bytes.join(""), "hex"))),
        ),
        (bytes) => {
          const text = decodeWtf8(bytes);
          if (text !== undefined) expect(hexOf(oracleBytes(text))).toBe(hexOf(bytes));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("refuses every invalid encoding of one or two bytes, and the borders of three and four", () => {
    const accepted = new Set<string>();
    for (let point = 0; point < 0x800; point++) accepted.add(hexOf(oracleBytes(String.fromCodePoint(point))));
    for (let first = 0; first < 256; first++) {
      for (let second = -1; second < 256; second++) {
        const bytes = second < 0 ? Uint8Array.of(first) : Uint8Array.of(first, second);
        const good = accepted.has(hexOf(bytes)) || (first < 0x80 && second >= 0 && second < 0x80);
        if ((decodeWtf8(bytes) !== undefined) !== good) expect.fail(hexOf(bytes));
      }
    }
    const bad = [
      "e08080",
      "e09fbf",
      "eda080edb080",
      "edafbfedbfbf",
      "f0808080",
      "f08fbfbf",
      "f4908080",
      "f8888080",
      "fe",
      "ff",
    ];
    const cut = ["e282", "f09f98", "eda0", "ed", "61ed", "eda08061eda0", "edc080", "ed8080ed", "edffbf", "eda0ff"];
    for (const digits of [...bad, ...cut]) expect(decodeWtf8(Buffer.from(digits, "hex")), digits).toBe(undefined);
    const whole = [
      "eda080",
      "edbfbf",
      "edb080eda080",
      "eda08061edb080",
      "ed9fbf",
      "ee8080",
      "efbbbf",
      "f48fbfbf",
      "efbfbd",
    ];
    for (const digits of whole) expect(typeof decodeWtf8(Buffer.from(digits, "hex")), digits).toBe("string");
  });

  it("reads a lone surrogate as three U+FFFD, and everything else unchanged", () => {
    fc.assert(
      fc.property(anyString, (text) => {
        expect(toWellFormed(text)).toBe(text.replace(LONE_SURROGATES, "\ufffd\ufffd\ufffd"));
      }),
    );
  });
});
