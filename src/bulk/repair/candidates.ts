import { ID_DIGITS } from "../../format/codec.js";
import type { RepairKind } from "../repair.js";
import { differingDigits } from "./differing-digits.js";
import { BASE_DIGITS, UNKNOWN_DIGIT } from "./layout.js";

const DIGITS = /* @__PURE__ */ Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));
const encoder = /* @__PURE__ */ new TextEncoder();

/** The maximum number of candidates for a text: 32 × 15 wrong digits, 31 swaps of neighbours and one across the middle. */
export const MOST_CANDIDATES = 512;

/**
 * Whether these digits can be an ID with one fault in its first half. The second half must be intact, because it proves
 * the repair.
 */
export function isSearchable(digits: string): boolean {
  const unknown = digits.indexOf(UNKNOWN_DIGIT);
  if (unknown !== digits.lastIndexOf(UNKNOWN_DIGIT)) return false;
  if (digits.length === ID_DIGITS - 1) return unknown < 0;
  return (digits.length === ID_DIGITS || digits.length === ID_DIGITS + 1) && unknown < BASE_DIGITS;
}

/** Writes the IDs from which one fault in the first half could have made the given digits. */
export class Candidates {
  /** Rows of 64 digits. */
  readonly rows: Uint8Array = new Uint8Array(MOST_CANDIDATES * ID_DIGITS);
  readonly #stored = new Uint8Array(ID_DIGITS + 1);
  #count = 0;

  /**
   * Writes the rows for digits that are {@link isSearchable}.
   * @returns the number of rows
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

  /** The kind of damage if a candidate is right. */
  static kindOf(digits: string, candidate: string): RepairKind {
    if (digits.length < ID_DIGITS) return "missing-digit";
    if (digits.length > ID_DIGITS) return "extra-digit";
    return differingDigits(digits, candidate).length === 1 ? "digit" : "swap";
  }

  /** Fills all rows with the stored digits: from the first one, or from the second, or after a missing one. */
  #fill(missing: -1 | 0 | 1): void {
    const { rows } = this;
    const stored = missing < 0 ? this.#stored.subarray(1) : this.#stored;
    rows.set(stored, Math.max(0, missing));
    // Also overwrites what was set behind the first row.
    for (let size = ID_DIGITS; size < rows.length; size *= 2) rows.copyWithin(size, 0, size);
  }

  /** Takes the next row, and returns its offset. @param fixed how many digits at its start are set to the stored ones */
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
      // Inserting a digit before an equal one gives the same text as after it.
      for (const digit of DIGITS) if (digit !== this.#stored[at]) this.rows[this.#next(at) + at] = digit;
    }
  }

  #leaveOutDigit(): void {
    for (let at = 0; at < BASE_DIGITS; at++) {
      // Of two equal neighbours, removing either gives the same text.
      if (this.#stored[at] !== this.#stored[at + 1]) this.#next(at);
    }
  }
}
