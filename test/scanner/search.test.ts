import { expect, test } from "vitest";
import { type DigitSearch, NO_LINE_START } from "../../src/engine/scan/digit-search.js";
import { createSearch } from "../../src/engine/scan/select.js";
import { SCAN_CAPACITY } from "../../src/engine/scan/types.js";
import { SeededRandom } from "../../support/random.js";

const ENGINES = ["wasm", "pure"] as const;

/** A run as tests compare it: its line and column count from 0. */
interface Run {
  readonly digits: string;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** What a regular expression finds in the bytes of a text, as Latin-1. */
function expected(text: string): Run[] {
  return Array.from(
    text.matchAll(/(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])/g),
    ({ 0: digits, index: offset }) => {
      const before = text.slice(0, offset);
      return { digits, offset, line: before.split("\n").length - 1, column: offset - (before.lastIndexOf("\n") + 1) };
    },
  );
}

/** What a search finds in a text that comes in pieces of these sizes. The window has rubbish in it, as a used one has. */
function searchAll(search: DigitSearch, text: string, chunk: () => number): Run[] {
  const bytes = Buffer.from(text, "latin1");
  const window = search.window(bytes.length + 1);
  window.fill(0x61, 0, bytes.length + 32);
  window[0] = 0x0a;
  const runs: Run[] = [];
  let [base, filled, fed, line, lineStart] = [-1, 1, 0, 0, 0];
  for (let isLast = false; !isLast; ) {
    const size = Math.min(chunk(), bytes.length - fed);
    window.set(bytes.subarray(fed, fed + size), filled);
    fed += size;
    filled += size;
    isLast = fed === bytes.length;
    let from = 1;
    for (let count: number = SCAN_CAPACITY; count === SCAN_CAPACITY; ) {
      const result = search.search(from, filled, isLast);
      count = result.count;
      const { rows, starts, lines, lineStarts } = search.found;
      for (let i = 0; i < count; i++) {
        const offset = base + starts[i];
        const start = lineStarts[i] === NO_LINE_START ? lineStart : base + lineStarts[i];
        const digits = Buffer.from(rows.subarray(64 * i, 64 * i + 64)).toString("latin1");
        runs.push({ digits, offset, line: line + lines[i], column: offset - start });
      }
      line += result.lines;
      if (result.lineStart !== NO_LINE_START) lineStart = base + result.lineStart;
      from = result.next;
      const left = filled - from;
      if (count < SCAN_CAPACITY && left > (isLast ? 0 : 64)) throw new Error(`${left} bytes are left`);
    }
    window.copyWithin(0, from - 1, filled);
    base += from - 1;
    filled -= from - 1;
  }
  return runs;
}

const HEX = "0123456789abcdefABCDEF";
const OTHERS = "\n\n\n \t\r\"'-_xgG@`/:{\0\x7f\x80\xb0\xe6\xff";

const POOL_SIZE = 1 << 16;
const pool = (random: SeededRandom, bytes: string): string =>
  Array.from(random.bytes(POOL_SIZE), (byte) => bytes[byte % bytes.length]).join("");

/** Texts of runs of all lengths around 64, with few bytes between them. */
function* anyTexts(random: SeededRandom): Generator<string, never> {
  const digits = pool(random, HEX);
  const others = pool(random, OTHERS);
  const cut = (from: string, length: number) => {
    const at = random.below(POOL_SIZE - length);
    return from.slice(at, at + length);
  };
  for (;;) {
    let text = "";
    for (let pieces = random.below(8); pieces > 0; pieces--) {
      text += cut(digits, random.pick([0, 1, 16, 47, 48, 62, 63, 64, 64, 64, 65, 66, 128, 129, random.below(200)]));
      text += cut(others, random.pick([0, 1, 1, 2, random.below(100)]));
    }
    yield text;
  }
}

test("both searches and a regular expression agree on 100,000 texts, cut anywhere", () => {
  const random = new SeededRandom("search");
  const texts = anyTexts(random);
  const searches = ENGINES.map((name) => [name, createSearch(name)] as const);
  let runs = 0;
  for (let round = 0; round < 100_000; round++) {
    const text = texts.next().value;
    const most = random.pick([7, 65, 100, 100, 1000, 1000, 1000, 10_000]);
    const wanted = JSON.stringify(expected(text));
    runs += wanted === "[]" ? 0 : 1;
    for (const [name, search] of searches) {
      const found = JSON.stringify(searchAll(search, text, () => 1 + random.below(most)));
      if (found !== wanted) expect({ round, name, found }).toEqual({ round, name, found: wanted });
    }
  }
  expect(runs).toBeGreaterThan(10_000);
}, 240_000);

test.each(ENGINES)("%s: a window keeps its content when it grows, and grows only if it must", (name) => {
  const search = createSearch(name);
  const window = search.window(1);
  const { length } = window;
  window[0] = 7;
  for (const size of [0, length]) expect(search.window(size)).toBe(window);
  expect(window).toHaveLength(length);
  const larger = search.window(window.length + 1);
  expect([larger.length > window.length, larger[0]]).toEqual([true, 7]);
});

test.each(ENGINES)("%s: a cut at every byte", (name) => {
  const search = createSearch(name);
  const id = "0123456789abcdefABCDEF0123456789abcdef0123456789abcdefABCDEF0123";
  const text = `a\n${id}\r\n ${id}0 x${id}"${id.slice(1)}\n${"f".repeat(200)}\n0x${id}`;
  expect(expected(text)).toHaveLength(3);
  for (let first = 1; first < text.length; first++) {
    const sizes = [first, text.length - first];
    expect(searchAll(search, text, () => sizes.shift() ?? 0)).toEqual(expected(text));
  }
});

test.each(ENGINES)("%s: each byte is a digit, or separates", (name) => {
  const search = createSearch(name);
  const bytes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
  const runs = (text: string) => searchAll(search, text, () => text.length).length;
  const digits = bytes.filter((byte) => runs(`${byte}${"0".repeat(63)}`) === 1);
  expect(digits.sort()).toEqual([...HEX].sort());
  for (const byte of bytes) {
    const isDigit = HEX.includes(byte);
    for (const at of [0, 15, 16, 31, 47, 48, 63]) {
      const text = `${"a".repeat(at)}${byte}${"a".repeat(63 - at)}`;
      expect(runs(text)).toBe(isDigit ? 1 : 0);
    }
    expect(runs(`${"a".repeat(64)}${byte}`)).toBe(isDigit ? 0 : 1);
    expect(runs(`${byte}${"a".repeat(64)}`)).toBe(isDigit ? 0 : 1);
  }
});

test.each(ENGINES)("%s: more runs than a search gives at once, and a run of any length", (name) => {
  const search = createSearch(name);
  const id = "b".repeat(64);
  const many = `${id}\n`.repeat(2 * SCAN_CAPACITY + 3);
  expect(searchAll(search, many, () => many.length)).toEqual(expected(many));
  const full = `${id} `.repeat(SCAN_CAPACITY).trimEnd();
  expect(searchAll(search, full, () => full.length)).toHaveLength(SCAN_CAPACITY);
  const long = `${"c".repeat(100_000)} ${id}`;
  for (const size of [1000, 99_937, 100_000, 100_001]) {
    expect(searchAll(search, long, () => size)).toEqual(expected(long));
  }
});
