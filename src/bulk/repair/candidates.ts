import { ID_DIGITS } from "../../format/codec.js";
import type { RepairKind } from "../repair.js";
import { differingDigits } from "./differing-digits.js";
import { BASE_DIGITS, UNKNOWN_DIGIT } from "./layout.js";

const DIGITS = /* @__PURE__ */ Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));
const encoder = /* @__PURE__ */ new TextEncoder();

/** The most candidates of one text: 32 × 15 wrong digits, 31 swaps of neighbours and one across the middle. */
export const MOST_CANDIDATES = 512;

/**
 * Whether a text with one fault in its first half can be what these digits are. The second half, with which the fault would be
 * proved, must have no other.
 */
export function isSearchable(digits: string): boolean {
  const unknown = digits.indexOf(UNKNOWN_DIGIT);
  if (unknown !== digits.lastIndexOf(UNKNOWN_DIGIT)) return false;
  if (digits.length === ID_DIGITS - 1) return unknown < 0;
  return (digits.length === ID_DIGITS || digits.length === ID_DIGITS + 1) && unknown < BASE_DIGITS;
}

/** Writes IDs of which digits can be what became of one fault in the first half. */
export class Candidates {
  /** Rows of 64 digits. */
  readonly rows: Uint8Array = new Uint8Array(MOST_CANDIDATES * ID_DIGITS);
  readonly #stored = new Uint8Array(ID_DIGITS + 1);
  #count = 0;

  /**
   * Writes the rows for digits that are {@link isSearchable}.
   * @returns how many there are
   */
  write(digits: string): number {
    encoder.encodeInto(digits, this.#stored);
    this.#count = 0;
    if (digits.length < ID_DIGITS) {
      this.#fill(1);
      this.#addDigit();
    } else if (digits.length > ID_DIGITS) {
      this.#fill(-1);
      this.#leaveOutDigit();
    } else {
      this.#fill(0);
      const unknown = digits.indexOf(UNKNOWN_DIGIT);
      if (unknown >= 0) this.#replaceDigit(unknown);
      else {
        for (let at = 0; at < BASE_DIGITS; at++) this.#replaceDigit(at);
        this.#swapNeighbours();
      }
    }
    return this.#count;
  }

  /** What was wrong if a candidate is right. */
  static kindOf(digits: string, candidate: string): RepairKind {
    if (digits.length < ID_DIGITS) return "missing-digit";
    if (digits.length > ID_DIGITS) return "extra-digit";
    return differingDigits(digits, candidate).length === 1 ? "digit" : "swap";
  }

  /** Fills all rows with the stored digits, from the first one on, or from the second, or behind one that is missing. */
  #fill(missing: -1 | 0 | 1): void {
    const { rows } = this;
    const stored = missing < 0 ? this.#stored.subarray(1) : this.#stored.subarray(0, ID_DIGITS - missing);
    rows.set(stored, Math.max(0, missing));
    for (let size = ID_DIGITS; size < rows.length; size *= 2) rows.copyWithin(size, 0, size);
  }

  /** Takes the next row, and gives its address. @param fixed digits at its start that are as stored, whatever was filled in */
  #next(fixed = 0): number {
    const start = this.#count++ * ID_DIGITS;
    for (let i = 0; i < fixed; i++) this.rows[start + i] = this.#stored[i];
    return start;
  }

  #replaceDigit(at: number): void {
    for (const digit of DIGITS) if (digit !== this.#stored[at]) this.rows[this.#next() + at] = digit;
  }

  #swapNeighbours(): void {
    for (let at = 0; at < BASE_DIGITS; at++) {
      // The last pair is the one across the middle.
      const left = this.#stored[at];
      const right = this.#stored[at + 1];
      if (left === right) continue;
      const row = this.#next();
      this.rows[row + at] = right;
      this.rows[row + at + 1] = left;
    }
  }

  #addDigit(): void {
    for (let at = 0; at < BASE_DIGITS; at++) {
      // Before an equal digit is the same as after it.
      for (const digit of DIGITS) if (digit !== this.#stored[at]) this.rows[this.#next(at) + at] = digit;
    }
  }

  #leaveOutDigit(): void {
    for (let at = 0; at < BASE_DIGITS; at++) {
      // Of two equal digits, it doesn't matter which one goes.
      if (this.#stored[at] !== this.#stored[at + 1]) this.#next(at);
    }
  }
}
