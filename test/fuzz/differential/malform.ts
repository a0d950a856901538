import type { SeededRandom } from "../../../support/random.js";

/** Neighbours of the digits in ASCII, what stands around stored IDs, and bytes beyond ASCII. */
const NO_DIGITS = [
  "\0",
  "\t",
  "\n",
  "\r",
  " ",
  '"',
  ",",
  "-",
  "/",
  ":",
  "@",
  "G",
  "`",
  "g",
  "x",
  "\x7f",
  "\x80",
  "°",
  "é",
  "ÿ",
];

/** Ways in which a stored ID is no ID any more: not 64 hex digits. */
export const MALFORMATIONS: Readonly<Record<string, (id: string, random: SeededRandom) => string>> = {
  "one digit too few": (id, random) => put(id, random.below(64), 1, ""),
  "cut off": (id, random) => id.slice(0, random.below(64)),
  "one digit too many": (id, random) => put(id, random.below(65), 0, random.pick([..."0123456789abcdef"])),
  twice: (id) => id + id,
  "a character that is no digit": (id, random) => put(id, random.below(64), 1, random.pick(NO_DIGITS)),
  "a character beyond Latin-1, its low byte a digit": (id, random) => {
    const at = random.below(64);
    return put(id, at, 1, String.fromCharCode(((1 + random.below(255)) << 8) | id.charCodeAt(at)));
  },
  "any UTF-16 unit": (id, random) => put(id, random.below(64), 1, String.fromCharCode(0x67 + random.below(0xff99))),
  "half a pair": (id, random) => put(id, random.pick([0, 63]), 1, random.pick(["\ud83d", "\ude00"])),
  "a pair for two digits": (id, random) => put(id, random.below(63), 2, "😀"),
  "64 bytes, fewer characters": (id, random) => put(id, random.below(62), 2, "é").slice(0, 63),
  "white space around": (id, random) =>
    random.pick([` ${id}`, `${id}\n`, `${id}\r`, `\ufeff${id}`, ` ${id.slice(2)} `]),
  "a prefix": (id, random) => random.pick([`0x${id.slice(2)}`, `0x${id}`, `"${id}"`]),
  "full-width digits": (id) => String.fromCharCode(...Array.from(id, (digit) => digit.charCodeAt(0) + 0xfee0)),
};

function put(id: string, at: number, length: number, by: string): string {
  return id.slice(0, at) + by + id.slice(at + length);
}
