import type { RepairKind } from "../../../src/index.js";
import type { SeededRandom } from "../../../support/random.js";

/** Does one damage to an ID of 64 digits, at random. */
type Damage = (id: string, random: SeededRandom) => string;

/** What each damage can be repaired as. */
export interface RepairableDamage {
  readonly damage: Damage;
  readonly hows: readonly RepairKind[];
}

const DIGITS = Array.from("0123456789abcdef");
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  "0": ["O", "o", "О", "ο", "０"],
  "1": ["l", "I", "|", "i", "１"],
  "2": ["Z"],
  "3": ["З"],
  "5": ["S"],
  a: ["а", "А", "ａ", "Α"],
  b: ["В", "ｂ"],
  c: ["с", "С"],
  e: ["е", "Е"],
};

function otherDigit(digit: string, random: SeededRandom): string {
  return random.pick(DIGITS.filter((each) => each !== digit));
}

function replaceAt(text: string, at: number, digits: string, removed = digits.length): string {
  return text.slice(0, at) + digits + text.slice(at + removed);
}

function wrongDigits(id: string, from: number, to: number, count: number, random: SeededRandom): string {
  const places = Array.from({ length: to - from }, (_, i) => from + i);
  let text = id;
  for (let i = 0; i < count; i++) {
    const [at] = places.splice(random.below(places.length), 1);
    text = replaceAt(text, at, otherDigit(text[at], random));
  }
  return text;
}

function swapAt(id: string, from: number, to: number, random: SeededRandom): string {
  for (;;) {
    const at = from + random.below(to - from);
    if (id[at] !== id[at + 1]) return replaceAt(id, at, id[at + 1] + id[at]);
  }
}

function lookAlikes(id: string, random: SeededRandom): string {
  // A bar at an end is punctuation.
  return id.replace(/(?!^)[0-35abce](?!$)/g, (digit) => (random.below(3) === 0 ? random.pick(OTHERS[digit]) : digit));
}

/** What surrounds IDs in exports, and comes off again. */
const DRESSINGS: readonly Damage[] = [
  (id) => ` ${id}`,
  (id) => `${id}\r\n`,
  (id) => `\ufeff${id}\u200b`,
  (id) => `\u00a0${id}\u3000`,
  (id) => `"${id}"`,
  (id) => `'${id}'`,
  (id) => `\`${id}\``,
  (id) => `“${id}”`,
  (id) => `\\"${id}\\"`,
  (id) => `"${id}`,
  (id) => `0x${id}`,
  (id) => `\\x${id.toUpperCase()}`,
  (id) => `X'${id}'`,
  (id) => `ChatRoom:${id}`,
  (id) => `Cafe:${id}`,
  (id) => `https://example.com/rooms?id=${id}`,
  (id) => `{"id":"${id}"}`,
  (id) => ` "0X${id.toUpperCase()}", `,
  (id, random) => [...id].join(random.pick(["-", " ", ":", "_"])),
  (id, random) => (id.match(/.{1,8}/g) ?? []).join(random.pick(["-", " ", ":", "_", "–"])),
];

/** Every kind of damage that is repaired, each at a place that is drawn. */
export const REPAIRABLE: Readonly<Record<string, RepairableDamage>> = {
  dressed: { hows: ["cleaned"], damage: (id, random) => random.pick(DRESSINGS)(id, random) },
  "look-alikes": { hows: ["cleaned"], damage: (id, random) => ` ${lookAlikes(id, random)}` },
  "cut off": { hows: ["completed"], damage: (id, random) => id.slice(0, 48 + random.below(16)) },
  "one wrong digit in the tag": { hows: ["tag"], damage: (id, random) => wrongDigits(id, 32, 64, 1, random) },
  "up to 12 wrong digits in the tag": {
    hows: ["tag"],
    damage: (id, random) => wrongDigits(id, 32, 64, 1 + random.below(12), random),
  },
  "a swap in the tag": { hows: ["tag"], damage: (id, random) => swapAt(id, 32, 63, random) },
  "a wrong digit in the base": { hows: ["digit"], damage: (id, random) => wrongDigits(id, 0, 32, 1, random) },
  "an illegible digit in the base": {
    hows: ["digit"],
    damage: (id, random) => replaceAt(id, 1 + random.below(31), random.pick(["?", "�", "~", "w"])),
  },
  "a swap in the base": { hows: ["swap"], damage: (id, random) => swapAt(id, 0, 31, random) },
  "a missing digit": {
    hows: ["missing-digit", "completed"],
    damage: (id, random) => replaceAt(id, random.below(64), "", 1),
  },
  "a doubled digit": {
    hows: ["extra-digit"],
    damage: (id, random) => {
      const at = random.below(64);
      return replaceAt(id, at, id[at], 0);
    },
  },
  "an extra digit": {
    hows: ["extra-digit"],
    damage: (id, random) => replaceAt(id, random.below(65), random.pick(DIGITS), 0),
  },
};

/** A damaged ID in one of the {@link DRESSINGS} too: cleaning comes before everything else. */
export function dressed(text: string, random: SeededRandom): string {
  return random.pick(DRESSINGS)(text, random);
}
