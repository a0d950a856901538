import { describe, expect, it } from "vitest";
import { type Engine, Refusal } from "../../src/engine/types.js";
import { SeededRandom } from "../../support/random.js";
import { ORACLE_JURISDICTIONS, oracleCheck, oracleNamedId, oracleUniqueId } from "../oracle.js";
import { anyId, anyRow, lookalike, testNamespace, testScope } from "./samples.js";

const HEX = /^[0-9a-fA-F]$/;
const EXPECTED_CODES = [0, 1, 2, 3, 4, 5, 255];

/** `check`: every verdict on one string. */
export function checkContract(engine: Engine): void {
  const random = new SeededRandom("check");
  const namespace = testNamespace(random.bytes(32));
  const prepared = engine.prepare(namespace.keys);
  const { root } = namespace;
  const [eu, fedramp] = ORACLE_JURISDICTIONS;
  const id = oracleNamedId(root, "lobby");

  /** Holds what is said of a string to the same answer, whoever asks. */
  function expectCheck(text: string, answer: number): void {
    for (const expected of EXPECTED_CODES) {
      const given = prepared.check(text, expected);
      if (given !== answer) expect.fail(`${JSON.stringify(text)} is ${given} to ${expected}, and not ${answer}`);
    }
  }

  function replaced(at: number, by: string): string {
    return id.slice(0, at) + by + id.slice(at + 1);
  }

  describe("check", () => {
    it("takes IDs of every jurisdiction and of none, in any case", () => {
      for (const jurisdiction of [undefined, ...ORACLE_JURISDICTIONS]) {
        for (let i = 0; i < 50; i++) {
          const digits = oracleUniqueId(root, random.bytes(16), jurisdiction);
          expectCheck(digits, jurisdiction?.code ?? 0);
          expectCheck(digits.toUpperCase(), jurisdiction?.code ?? 0);
          expectCheck(digits.slice(0, 20) + digits.slice(20).toUpperCase(), jurisdiction?.code ?? 0);
        }
      }
    });

    it("refuses every other length as malformed", () => {
      for (let length = 0; length <= 200; length++) {
        if (length !== 64) expectCheck(id.repeat(4).slice(0, length), Refusal.malformed);
      }
      expectCheck("a".repeat(1_000_000), Refusal.malformed);
    });

    it("refuses every Latin-1 character that is no hex digit, at every position", () => {
      for (let unit = 0; unit < 256; unit++) {
        const character = String.fromCharCode(unit);
        if (HEX.test(character)) continue;
        for (let at = 0; at < 64; at++) {
          if (prepared.check(replaced(at, character), 0) !== Refusal.malformed) expect.fail(`unit ${unit} at ${at}`);
        }
      }
    });

    it("refuses characters beyond Latin-1 whose low byte is a hex digit, at every position", () => {
      for (const low of "0123456789abcdefABCDEF") {
        for (const high of [1, 2, 0x30, 0x31, 0x7f, 0x80, 0xd8, 0xdc, 0xff]) {
          const character = String.fromCharCode((high << 8) | low.charCodeAt(0));
          for (let at = 0; at < 64; at++) {
            if (prepared.check(replaced(at, character), 0) !== Refusal.malformed) {
              expect.fail(`${character.charCodeAt(0).toString(16)} at ${at}`);
            }
          }
        }
      }
    });

    it("refuses each of the 65,536 UTF-16 units but the 22 digits, where a digit would stand", () => {
      let refused = 0;
      for (let unit = 0; unit <= 0xffff; unit++) {
        // Another position each time, so that every one of them sees a thousand units.
        const text = replaced(unit % 64, String.fromCharCode(unit));
        if (prepared.check(text, 0) === Refusal.malformed) refused++;
      }
      expect(refused).toBe(0x10000 - 22);
    });

    it("refuses full-width digits, strings of 64 bytes and not characters, and white space around", () => {
      const fullWidth = [...id].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join("");
      const malformed = [
        fullWidth,
        "é".repeat(32),
        "é".repeat(64),
        "😀".repeat(16),
        "😀".repeat(32),
        `${id.slice(2)}é`,
      ];
      const around = [` ${id}`, `${id} `, `${id}\n`, ` ${id.slice(2)} `, `0x${id}`, `0x${id.slice(2)}`, `${id}\0`];
      const lone = [
        `${id.slice(1)}\ud800`,
        `\udc00${id.slice(1)}`,
        `${id.slice(2)}😀`,
        `${id.slice(3)}\u2028\u20ac\ufeff`,
      ];
      for (const text of [...malformed, ...around, ...lone]) expectCheck(text, Refusal.malformed);
    });

    it("reads strings of every make", () => {
      const half = id.slice(0, 32);
      expectCheck(half.concat(id.slice(32)), 0);
      expectCheck(`>>${id}<<`.slice(2, 66), 0);
      expectCheck(`€${id}`.slice(1), 0);
      expectCheck(Array.from(id).join(""), 0);
    });

    it("refuses any one digit changed to any other as foreign", () => {
      for (const digits of [id, oracleNamedId(root, "lobby", eu)]) {
        for (let at = 0; at < 64; at++) {
          for (const digit of "0123456789abcdef") {
            if (digit === digits[at]) continue;
            const changed = digits.slice(0, at) + digit + digits.slice(at + 1);
            if (prepared.check(changed, 0) !== Refusal.foreign) expect.fail(`${digit} at ${at} of ${digits}`);
            if (prepared.check(changed, 1) !== Refusal.foreign) expect.fail(`${digit} at ${at} of ${digits}, of eu`);
          }
        }
      }
    });

    it("takes an unrestricted ID whose byte 15 looks like a code", () => {
      for (let i = 0; i < 100; i++) expectCheck(lookalike(random, testScope(namespace)), 0);
    });

    it("refuses a code moved to another jurisdiction, taken out, or put in", () => {
      for (const jurisdiction of [undefined, ...ORACLE_JURISDICTIONS]) {
        const digits = oracleUniqueId(root, random.bytes(16), jurisdiction);
        for (let byte = 0; byte < 256; byte++) {
          const changed = digits.slice(0, 30) + byte.toString(16).padStart(2, "0") + digits.slice(32);
          expectCheck(changed, changed === digits ? (jurisdiction?.code ?? 0) : Refusal.foreign);
        }
      }
    });

    it("refuses a tag made with the key of another jurisdiction", () => {
      const base = random.bytes(16);
      base[15] = fedramp.code;
      // What `oracleUniqueId` would give for eu, but with the code of fedramp, and so its key, named wrongly.
      expectCheck(oracleUniqueId(root, base, { name: "eu", code: fedramp.code }), Refusal.foreign);
      expectCheck(oracleUniqueId(root, base, { name: "fedramp", code: fedramp.code }), fedramp.code);
    });

    it("refuses the IDs of another namespace, of every jurisdiction", () => {
      const other = testScope(testNamespace(random.bytes(32)));
      for (let i = 0; i < 200; i++) expectCheck(anyId(random, other), Refusal.foreign);
    });

    it("knows the table of its own namespace alone", () => {
      const place = { name: "mars", code: 1 };
      const there = engine.prepare(testNamespace(root, [place, { name: "eu", code: 255 }]).keys);
      expect(there.check(oracleNamedId(root, "n", place), 0)).toBe(1);
      expect(there.check(oracleNamedId(root, "n", { name: "eu", code: 255 }), 0)).toBe(255);
      expect(there.check(oracleNamedId(root, "n", eu), 0)).toBe(Refusal.foreign);
      expectCheck(oracleNamedId(root, "n", place), Refusal.foreign);
      const none = engine.prepare(testNamespace(root, []).keys);
      expect(none.check(oracleNamedId(root, "n", eu), 0)).toBe(Refusal.foreign);
      expect(none.check(oracleNamedId(root, "n"), 0)).toBe(0);
    });

    it("agrees with the oracle on strings of every fault", () => {
      const scopes = [testScope(namespace), testScope(testNamespace(random.bytes(32)))];
      for (let i = 0; i < 2000; i++) {
        const text = Buffer.from(anyRow(random, scopes)).toString("latin1");
        const wellFormed = /^[0-9a-f]{64}$/i.test(text);
        expectCheck(text, wellFormed ? (oracleCheck(namespace, text) ?? Refusal.foreign) : Refusal.malformed);
      }
    });
  });
}
