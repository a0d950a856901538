import type { SeededRandom } from "../../support/random.js";

/** Ranges of code points, by how many bytes of WTF-8 each takes; a lone surrogate is one of three. */
const RANGES = {
  ascii: [0x00, 0x7f],
  two: [0x80, 0x7ff],
  three: [0x800, 0xd7ff],
  threeAbove: [0xe000, 0xffff],
  surrogate: [0xd800, 0xdfff],
  four: [0x10000, 0x10ffff],
} as const;

type Range = keyof typeof RANGES;

const BYTES: Readonly<Record<Range, number>> = {
  ascii: 1,
  two: 2,
  three: 3,
  threeAbove: 3,
  surrogate: 3,
  four: 4,
};

const WELL_FORMED: readonly Range[] = ["ascii", "two", "three", "threeAbove", "four"];
const ANY: readonly Range[] = [...WELL_FORMED, "surrogate"];
/** What codecs stumble over: NUL, BOM, non-characters, the ends of ranges. */
const AWKWARD = ["\0", "\x7f", "\x80", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\ufeff", "\ufffd", "\uffff", "😀"];

/** The lengths in bytes around the ends of the first two SHA-256 blocks, with and without padding. */
export const BLOCK_BOUNDARIES: readonly number[] = [
  ...Array.from({ length: 13 }, (_, i) => 54 + i),
  ...Array.from({ length: 13 }, (_, i) => 118 + i),
];

function codePoint(random: SeededRandom, range: Range): string {
  const [first, last] = RANGES[range];
  return String.fromCodePoint(first + random.below(last - first + 1));
}

/** A string of up to `longest` code points: of one length class or of all, with awkward characters here and there. */
export function randomString(random: SeededRandom, longest: number, lone: boolean): string {
  const all = lone ? ANY : WELL_FORMED;
  const ranges = random.below(2) === 0 ? all : [random.pick(all)];
  let text = "";
  for (let rest = random.below(longest + 1); rest > 0; rest--) {
    text += random.below(12) === 0 ? random.pick(AWKWARD) : codePoint(random, random.pick(ranges));
  }
  return text;
}

/** A string of that many bytes of WTF-8: as many characters of one length class as fit, and ASCII for the rest. */
export function stringOfBytes(random: SeededRandom, bytes: number, range: Range): string {
  const units = Array.from({ length: Math.floor(bytes / BYTES[range]) }, () => {
    // A high surrogate alone, since a low one after it would make a pair, of four bytes.
    return range === "surrogate" ? String.fromCharCode(0xd800 + random.below(0x400)) : codePoint(random, range);
  });
  return "x".repeat(bytes % BYTES[range]) + units.join("");
}

/** Names of every length around the block boundaries in every length class. */
export function boundaryNames(random: SeededRandom): string[] {
  return BLOCK_BOUNDARIES.flatMap((bytes) => ANY.map((range) => stringOfBytes(random, bytes, range)));
}

/** Names up to 100 KB, and lengths around whole blocks there. */
export function longNames(random: SeededRandom): string[] {
  return [1_024, 4_095, 16_384, 65_535, 65_536, 65_537, 102_400].flatMap((bytes) =>
    (["ascii", "four", "surrogate"] as const).map((range) => stringOfBytes(random, bytes, range)),
  );
}
