import { describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/types.js";
import { SeededRandom } from "../../support/random.js";
import { ORACLE_JURISDICTIONS, oracleBytes, oracleNamedId, oracleUniqueId } from "../oracle.js";
import { testNamespace } from "./samples.js";

const CODES = [undefined, ...ORACLE_JURISDICTIONS];

/** Characters of one byte to four, and halves of pairs, which are three. */
const CHARACTERS = ["a", "\0", "\x7f", "é", "\u07ff", "\u0800", "\ufeff", "\ufffd", "\uffff", "😀", "\u{10ffff}"];
const LONE = ["\ud800", "\udbff", "\udc00", "\udfff"];

/** `named` and `unique`: the digits, to the last one. */
export function namingContract(engine: Engine): void {
  const random = new SeededRandom("naming");
  const root = random.bytes(32);
  const { keys } = testNamespace(root);
  const prepared = engine.prepare(keys);

  /** Holds the ID of a name, in every jurisdiction and in none, to the oracle's. */
  function expectNamed(name: string): void {
    for (const jurisdiction of CODES) {
      const digits = prepared.named(name, jurisdiction?.code ?? 0);
      if (digits !== oracleNamedId(root, name, jurisdiction)) {
        expect.fail(`the ID of ${JSON.stringify(name.slice(0, 80))} in ${jurisdiction?.name ?? "none"} is ${digits}`);
      }
    }
  }

  describe("named", () => {
    it("names of 0 to 300 bytes, all different", () => {
      for (let length = 0; length <= 300; length++) {
        expectNamed("a".repeat(length));
        expectNamed(
          Buffer.from(random.bytes(length))
            .toString("latin1")
            .replace(/[^ -~]/g, "_"),
        );
      }
    });

    it("names of 1 to 300 bytes that end in a character of each length", () => {
      for (const character of [...CHARACTERS, ...LONE]) {
        const { length: bytes } = oracleBytes(character);
        for (let length = bytes; length <= 300; length++) expectNamed("x".repeat(length - bytes) + character);
      }
    });

    it("lone surrogates, next to each other, to pairs and to everything else", () => {
      const pieces = [...CHARACTERS, ...LONE];
      for (const first of pieces) {
        for (const second of pieces) {
          expectNamed(first + second);
          for (const third of LONE) expectNamed(first + second + third);
        }
      }
    });

    it("long names, around powers of two and beyond any block", () => {
      for (const length of [1023, 1024, 1025, 4095, 4096, 4097, 65_535, 65_536, 65_537, 200_003]) {
        expectNamed("n".repeat(length));
        expectNamed("é".repeat(length));
        expectNamed(`${"n".repeat(length)}\udfff`);
      }
      expectNamed("😀".repeat(500_000));
      expectNamed("\ud800".repeat(50_000));
    });

    it("a short name after a long one", () => {
      expectNamed("z".repeat(100_000));
      expectNamed("");
      expectNamed("z");
    });

    it("strings of every make: joined, cut out, of two bytes a character", () => {
      let joined = "";
      for (let i = 0; i < 100; i++) joined += `piece ${i}, `;
      expectNamed(joined);
      expectNamed(joined.slice(13, 700));
      expectNamed(`€${joined}`.slice(1));
      expectNamed(`${joined.slice(50, 90)}ÿ`);
    });
  });

  describe("unique", () => {
    it("random bases, in every jurisdiction and in none", () => {
      for (let i = 0; i < 500; i++) {
        const base = random.bytes(16);
        for (const jurisdiction of CODES) {
          expect(prepared.unique(base, jurisdiction?.code ?? 0)).toBe(oracleUniqueId(root, base, jurisdiction));
        }
      }
    });

    it("every value of byte 15", () => {
      const base = random.bytes(16);
      for (let byte = 0; byte < 256; byte++) {
        base[15] = byte;
        expect(prepared.unique(base, 0)).toBe(oracleUniqueId(root, base));
        expect(prepared.unique(base, 3)).toBe(oracleUniqueId(root, base, ORACLE_JURISDICTIONS[2]));
      }
    });

    it("leaves the base alone, and reads only it where it is part of more", () => {
      const memory = random.bytes(48);
      const before = Uint8Array.from(memory);
      const base = memory.subarray(13, 29);
      expect(prepared.unique(base, 1)).toBe(oracleUniqueId(root, base, ORACLE_JURISDICTIONS[0]));
      expect(memory).toEqual(before);
    });
  });

  describe("prepared namespaces", () => {
    it("are independent of each other, however calls alternate", () => {
      const roots = Array.from({ length: 20 }, () => random.bytes(32));
      const all = roots.map((other) => engine.prepare(testNamespace(other).keys));
      for (let i = 0; i < 400; i++) {
        const at = random.below(roots.length);
        const jurisdiction = random.pick(CODES);
        expect(all[at].named(`${i}`, jurisdiction?.code ?? 0)).toBe(oracleNamedId(roots[at], `${i}`, jurisdiction));
        const base = random.bytes(16);
        expect(all[at].unique(base, 0)).toBe(oracleUniqueId(roots[at], base));
      }
    });

    it("take every code from 1 to 255 that their table has, and no other", () => {
      const table = Array.from({ length: 255 }, (_, i) => ({ name: `place-${i + 1}`, code: i + 1 }));
      const full = engine.prepare(testNamespace(root, table).keys);
      for (const place of table) expect(full.named("n", place.code)).toBe(oracleNamedId(root, "n", place));
      const three = engine.prepare(testNamespace(root, table.slice(0, 3)).keys);
      expect(() => three.named("n", 4)).toThrow();
      expect(() => three.unique(random.bytes(16), 255)).toThrow();
      expect(three.named("n", 3)).toBe(oracleNamedId(root, "n", table[2]));
    });

    it("keys of all zeros and all ones", () => {
      for (const fill of [0, 0xff, 0x36, 0x5c]) {
        const flat = new Uint8Array(32).fill(fill);
        expect(engine.prepare(testNamespace(flat).keys).named("n", 0)).toBe(oracleNamedId(flat, "n"));
      }
    });
  });
}
