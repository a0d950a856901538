/** The random numbers that a trial draws on. */
export interface Source {
  below(limit: number): number;
  bytes(length: number): Uint8Array;
}

/** What a mutation has at hand beside the ID that it changes. */
export interface Material extends Source {
  /** A valid ID of the same namespace. */
  sibling(): string;
  /** A valid ID of another namespace. */
  stranger(): string;
}

/** Where the digits of byte 15 stand, the code of a jurisdictional ID. */
const CODE_AT = 30;
/** Codes of the default table, and none. */
const CODES = 5;

/**
 * Ways in which an ID goes wrong, or is made to. Each gives 64 digits that are not the ID's own; where chance gives
 * the very same ones, the caller draws again.
 */
export const MUTATIONS: Readonly<Record<string, (id: string, material: Material) => string>> = {
  "one digit changed": (id, { below }) => {
    const at = below(64);
    return replaced(id, at, ((Number.parseInt(id[at], 16) + 1 + below(15)) % 16).toString(16));
  },
  "two digits swapped": (id, { below }) => {
    const one = below(64);
    const other = below(64);
    return replaced(replaced(id, one, id[other]), other, id[one]);
  },
  "neighbours swapped": (id, { below }) => {
    const at = below(63);
    return replaced(id, at, id[at + 1] + id[at]);
  },
  "one bit flipped": (id, { below }) => flipped(id, below(256)),
  "two bits flipped": (id, { below }) => flipped(flipped(id, below(256)), below(256)),
  "jurisdiction code edited": (id, { below }) => replaced(id, CODE_AT, hexByte(below(CODES))),
  "any byte 15": (id, { below }) => replaced(id, CODE_AT, hexByte(below(256))),
  "base of one, tag of another": (id, { sibling }) => id.slice(0, 32) + sibling().slice(32),
  "base and tag exchanged": (id) => id.slice(32) + id.slice(0, 32),
  "rotated by a byte": (id) => id.slice(2) + id.slice(0, 2),
  "another namespace's": (_id, { stranger }) => stranger(),
  "another namespace's tag": (id, { stranger }) => id.slice(0, 32) + stranger().slice(32),
  "made up": (_id, { bytes }) => Array.from(bytes(32), hexByte).join(""),
  "made-up tag": (id, { bytes }) => id.slice(0, 32) + Array.from(bytes(16), hexByte).join(""),
};

function replaced(text: string, at: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + by.length);
}

function flipped(id: string, bit: number): string {
  const at = bit >> 2;
  return replaced(id, at, (Number.parseInt(id[at], 16) ^ (1 << (bit & 3))).toString(16));
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
