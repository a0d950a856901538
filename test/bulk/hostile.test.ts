import { describe, expect, it } from "vitest";
import { createValidator, DurableObjectNamespace, Verdict } from "../../src/index.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const good = String(rooms.idFromName("lobby"));
const neighbour = String(rooms.idFromName("next door"));

/** Verdicts of what a caller without types might pass. */
function verdicts(ids: readonly unknown[]): number[] {
  return [...createValidator([rooms]).check(ids as string[]).verdicts];
}

/** Holds one value to `malformed`, in every place among good IDs, which must not suffer from it. */
function expectMalformed(value: unknown): void {
  for (let place = 0; place < 3; place++) {
    const ids: unknown[] = [good, neighbour, good];
    ids[place] = value;
    const wanted = ids.map((_, i) => (i === place ? Verdict.malformed : Verdict.valid));
    const given = verdicts(ids);
    if (given.join() !== wanted.join()) expect.fail(`${String(value)} at ${place}: ${given}`);
  }
}

describe("hostile input", () => {
  it("what is no string is malformed, and never called or converted", () => {
    const trap = () => expect.fail("converted");
    const object = { toString: trap, valueOf: trap, [Symbol.toPrimitive]: trap, length: 64 };
    const numbers = [0, 1, 64, Number.NaN, 10n ** 63n, -0];
    const others = [undefined, null, true, Symbol("id"), [good], new String(good), rooms.idFromName("x"), trap, object];
    for (const value of [...numbers, ...others, Buffer.from(good)]) expectMalformed(value);
  });

  it("holes of a sparse array are malformed", () => {
    const sparse: string[] = [];
    sparse[1000] = good;
    const { verdicts, tally } = createValidator([rooms]).check(sparse);
    expect([tally.total, tally.malformed, tally.valid, verdicts[1000]]).toEqual([1001, 1000, 1, Verdict.valid]);
  });

  it("strings of every other length", () => {
    for (let length = 0; length <= 130; length++) {
      if (length !== 64) expectMalformed((good + neighbour + good).slice(0, length));
    }
    expectMalformed("0".repeat(10_000_000));
  });

  it("a non-ASCII character at each position, of two bytes, three, and half of four", () => {
    for (let at = 0; at < 64; at++) {
      for (const character of ["é", "\x80", "ÿ", "İ", "〱", "０", "\ufeff", "\ud800", "\udc00", "\uffff"]) {
        expectMalformed(good.slice(0, at) + character + good.slice(at + 1));
      }
      if (at < 63) expectMalformed(`${good.slice(0, at)}😀${good.slice(at + 2)}`);
    }
  });

  it("an ASCII character that is no digit at each position", () => {
    for (let at = 0; at < 64; at++) {
      for (const character of ["\0", "\n", " ", "/", ":", "@", "G", "`", "g", "\x7f", "-"]) {
        expectMalformed(good.slice(0, at) + character + good.slice(at + 1));
      }
    }
  });

  it("halves of a pair that meet where two strings are joined", () => {
    const endsHigh = `${good.slice(0, 63)}\ud83d`;
    const startsLow = `\ude00${good.slice(1)}`;
    expect(verdicts([good, endsHigh, startsLow, good])).toEqual([0, 1, 1, 0]);
    expect(verdicts([endsHigh, startsLow, endsHigh, startsLow])).toEqual([1, 1, 1, 1]);
    expect(verdicts([startsLow, good, endsHigh])).toEqual([1, 0, 1]);
  });

  it("a string that is short by what its neighbour is long", () => {
    expect(verdicts([good.slice(0, 63), good[63] + neighbour, good])).toEqual([1, 1, 0]);
    expect(verdicts([good + neighbour, "", good])).toEqual([1, 1, 0]);
    expect(verdicts(["é".repeat(32), good])).toEqual([1, 0]);
    expect(verdicts([`${good.slice(0, 62)}é`, good])).toEqual([1, 0]);
  });

  it("good IDs in strings of every make: joined, cut out, of two bytes a character", () => {
    const joined = good.slice(0, 30).concat(good.slice(30));
    const cut = `${neighbour}${good}${neighbour}`.slice(64, 128);
    const wide = `€${good}`.slice(1);
    const fromCodes = String.fromCharCode(...Buffer.from(good));
    const decoded = new TextDecoder("utf-16le").decode(Buffer.from(good, "utf16le"));
    let rope = "";
    for (const digit of good) rope += digit;
    const all = [joined, cut, wide, fromCodes, decoded, rope, rope.toUpperCase()];
    expect(verdicts(all)).toEqual(all.map(() => Verdict.valid));
    expect(verdicts([...all, `${wide.slice(1)}€`, ...all])).toEqual([...all.map(() => 0), 1, ...all.map(() => 0)]);
  });

  it("one bad string among thousands costs no other its verdict, wherever it stands", () => {
    const ids = Array.from({ length: 1100 }, (_, i) => (i % 2 ? good : neighbour));
    for (const place of [0, 1, 127, 128, 255, 256, 257, 511, 512, 513, 1023, 1024, 1099]) {
      for (const bad of [`${good.slice(1)}é`, `\ud800${good.slice(1)}`, "", undefined]) {
        const { tally, verdicts } = createValidator([rooms]).check(ids.with(place, bad as string));
        expect([tally.valid, tally.malformed, verdicts[place]]).toEqual([1099, 1, Verdict.malformed]);
      }
    }
  });

  it("bytes: every value that is no digit, at each position", () => {
    const validator = createValidator([rooms]);
    const row = Uint8Array.from(Buffer.from(good));
    const rows: Uint8Array[] = [];
    for (let at = 0; at < 64; at++) {
      for (let byte = 0; byte < 256; byte++) {
        if (!/[0-9a-fA-F]/.test(String.fromCharCode(byte))) rows.push(row.with(at, byte));
      }
    }
    const { tally } = validator.check(Uint8Array.from(Buffer.concat(rows)));
    expect(tally).toEqual({ total: 64 * 234, valid: 0, malformed: 64 * 234, foreign: 0, wrongJurisdiction: 0 });
  });

  it("an array that answers differently each time it is asked", () => {
    let asked = 0;
    const fickle = new Proxy([good, good, good], {
      get: (target, key) => (key === "1" && asked++ % 2 === 0 ? `${good.slice(1)}é` : Reflect.get(target, key)),
    });
    const { verdicts } = createValidator([rooms]).check(fickle);
    expect([verdicts[0], verdicts[2]]).toEqual([Verdict.valid, Verdict.valid]);
  });
});
