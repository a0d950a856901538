import { describe, expect, it } from "vitest";
import { SeededRandom } from "../../support/random.js";
import { oracleNamedId } from "../oracle.js";
import { answersOf, ENGINES, expectAgreement, type Listed, makePlace, rowsOf, validatorOf } from "./engines.js";

const random = new SeededRandom("strings");
const rooms = makePlace(random.bytes(32));
const list: Listed[] = [[rooms, 0]];
const id = oracleNamedId(rooms.root, "lobby");
const isDigit = (byte: number) => /^[0-9a-fA-F]$/.test(String.fromCharCode(byte));
const replaced = (at: number, by: string) => id.slice(0, at) + by + id.slice(at + 1);

const MALFORMED = "1,65535,0";
const FOREIGN = "2,65535,0";
const VALID = "0,0,0";

describe("every byte at every position", () => {
  /** All 256 values at all 64 positions, in an order that alternates kinds. */
  const cases = Array.from({ length: 64 * 256 }, (_, i) => ({ at: i % 64, byte: (Math.floor(i / 64) * 37) % 256 }));
  const wanted = cases.map(({ at, byte }) => {
    if (!isDigit(byte)) return MALFORMED;
    return String.fromCharCode(byte).toLowerCase() === id[at] ? VALID : FOREIGN;
  });
  const texts = cases.map(({ at, byte }) => replaced(at, String.fromCharCode(byte)));

  it("all cases are covered", () => {
    expect(new Set(cases.map(({ at, byte }) => at * 256 + byte)).size).toBe(64 * 256);
    expect(wanted.filter((answer) => answer === MALFORMED)).toHaveLength(64 * (256 - 22));
  });

  it.each(ENGINES)("as bytes, as strings, and by single calls, on %s", (engine) => {
    const validator = validatorOf(engine, list);
    expect(answersOf(validator.check(rowsOf(texts)))).toEqual(wanted);
    expect(answersOf(validator.check(texts))).toEqual(wanted);
    const namespace = rooms.on[engine];
    const taken = texts.map((text) => namespace.tryIdFromString(text) !== undefined);
    expect(taken).toEqual(wanted.map((answer) => answer === VALID));
  });
});

describe("UTF-16 units beyond bytes", () => {
  const digits = "0123456789abcdefABCDEF";
  const highs = [1, 2, 0x0f, 0x20, 0x30, 0x7f, 0x80, 0xd8, 0xdb, 0xdc, 0xdf, 0xff];
  const units = [...digits].flatMap((digit) => highs.map((high) => (high << 8) | digit.charCodeAt(0)));

  it.each(ENGINES)("whose low byte is a digit: malformed at every position, on %s", (engine) => {
    const texts = units.flatMap((unit) =>
      Array.from({ length: 64 }, (_, at) => replaced(at, String.fromCharCode(unit))),
    );
    const { tally } = validatorOf(engine, list).check(texts);
    expect(tally).toEqual({ total: texts.length, valid: 0, malformed: texts.length, foreign: 0, wrongJurisdiction: 0 });
    for (let i = 0; i < texts.length; i += 5) expect(rooms.on[engine].tryIdFromString(texts[i])).toBeUndefined();
  });

  it.each(ENGINES)("each of the 65,280 of them, in a batch with good IDs around it, on %s", (engine) => {
    const texts = Array.from({ length: 0x10000 - 0x100 }, (_, i) => replaced(i % 64, String.fromCharCode(0x100 + i)));
    const mixed = texts.flatMap((text, i) => (i % 8 === 0 ? [text, id] : [text]));
    const { verdicts, tally } = validatorOf(engine, list).check(mixed);
    expect(tally.valid).toBe(texts.length / 8);
    expect(mixed.findIndex((text, i) => (verdicts[i] === 0) !== (text === id))).toBe(-1);
  });
});

describe("every internal representation of strings", () => {
  it("upper case, lower case, and each digit by itself", () => {
    const upTo = Array.from({ length: 65 }, (_, at) => id.slice(0, at).toUpperCase() + id.slice(at));
    const alone = Array.from({ length: 64 }, (_, at) => replaced(at, id[at].toUpperCase()));
    const random64 = Array.from({ length: 200 }, () =>
      Array.from(id, (digit) => (random.below(2) ? digit : digit.toUpperCase())).join(""),
    );
    expectAgreement(list, [...upTo, ...alone, ...random64]);
  });

  it("ropes, slices, slices of ropes, two-byte strings, and mixtures with strings that are not IDs", () => {
    const wide = (text: string) => `€${text}`.slice(1);
    const slice = (text: string) => `before ${text} after`.slice(7, 71);
    const rope = (text: string) => {
      let joined = "";
      for (const character of text) joined += character;
      return joined;
    };
    const makes: ((text: string) => string)[] = [
      (text) => text,
      wide,
      slice,
      rope,
      (text) => rope(wide(text)),
      (text) => slice(wide(text)),
      (text) => slice(rope(text) + rope(text)),
      (text) => wide(text.slice(0, 31)) + text.slice(31),
      (text) => JSON.parse(JSON.stringify(text)) as string,
      (text) => Buffer.from(text, "utf16le").toString("utf16le"),
    ];
    const bases = [
      id,
      id.toUpperCase(),
      replaced(5, "€"),
      replaced(63, "\ud800"),
      replaced(0, "g"),
      "",
      id.slice(1),
      id + id,
    ];
    const texts = Array.from({ length: 1300 }, () => random.pick(makes)(random.pick(bases)));
    expectAgreement(list, texts);
    expectAgreement(
      list,
      makes.flatMap((make) => bases.map(make)),
    );
  });
});
