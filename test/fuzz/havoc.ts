import type { SeededRandom } from "../../support/random.js";

/** Bytes that formats use, and bytes at the ends of ranges. */
const BYTES = [...Buffer.from('"\\\n\r,;\t|{}[]: \0/u-+.eE01aA0'), 0x1f, 0x7f, 0x80, 0xc3, 0xef, 0xff];
/** Numbers, names and text that programs seldom expect. */
const WORDS = [
  "-1",
  "0",
  "1e308",
  "4294967296",
  "9007199254740993",
  "null",
  "[]",
  "{}",
  '""',
  "__proto__",
  "\ud800",
  "../",
];
const PAGE = 512;

type Change = (bytes: Buffer, random: SeededRandom) => Uint8Array;

const CHANGES: readonly Change[] = [
  (bytes, random) => overwritten(bytes, random, (old) => old ^ (1 << random.below(8))),
  (bytes, random) => overwritten(bytes, random, () => random.below(256)),
  (bytes, random) => overwritten(bytes, random, () => random.pick(BYTES)),
  (bytes, random) => overwritten(bytes, random, (old) => old + 1),
  (bytes, random) => spliced(bytes, random, 0, Uint8Array.of(random.pick(BYTES))),
  (bytes, random) => spliced(bytes, random, 0, random.bytes(random.below(8))),
  (bytes, random) => spliced(bytes, random, 0, Buffer.from(random.pick(WORDS))),
  (bytes, random) => spliced(bytes, random, 1 + random.below(16), Buffer.from(random.pick(WORDS))),
  (bytes, random) => spliced(bytes, random, 1 + random.below(64), Buffer.alloc(0)),
  (bytes, random) => spliced(bytes, random, 0, part(bytes, random)),
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => filled(bytes, random),
  (bytes, random) => pagesSwapped(bytes, random),
];

/** Changes an input in a few random ways. */
export function havoc(random: SeededRandom, input: Uint8Array): Uint8Array {
  let bytes = Buffer.from(input);
  for (let left = 1 + random.below(4); left > 0; left--) bytes = Buffer.from(random.pick(CHANGES)(bytes, random));
  return bytes;
}

function overwritten(bytes: Buffer, random: SeededRandom, change: (old: number) => number): Uint8Array {
  if (bytes.length > 0) {
    const at = random.below(bytes.length);
    bytes[at] = change(bytes[at]);
  }
  return bytes;
}

/** With `length` bytes replaced by others, anywhere. */
function spliced(bytes: Buffer, random: SeededRandom, length: number, by: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + length)]);
}

function part(bytes: Buffer, random: SeededRandom): Uint8Array {
  const at = random.below(bytes.length + 1);
  return bytes.subarray(at, at + random.below(256));
}

/** With one byte for all of a range. */
function filled(bytes: Buffer, random: SeededRandom): Uint8Array {
  const at = random.below(bytes.length + 1);
  return bytes.fill(random.pick([0, 0xff, 0x20]), at, Math.min(bytes.length, at + random.below(1024)));
}

function pagesSwapped(bytes: Buffer, random: SeededRandom): Uint8Array {
  const pages = Math.floor(bytes.length / PAGE);
  if (pages < 2) return bytes;
  const [a, b] = [PAGE * random.below(pages), PAGE * random.below(pages)];
  const first = Buffer.from(bytes.subarray(a, a + PAGE));
  bytes.copy(bytes, a, b, b + PAGE);
  first.copy(bytes, b);
  return bytes;
}
