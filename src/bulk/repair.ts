/**
 * What was wrong with a text that {@link Repair} gives the ID of:
 *
 * - `cleaned`: something around or between the digits, such as white space, quotes, `0x`, dashes, a scope before a colon, or a
 *   character that looks like a digit
 * - `completed`: cut off, with 48 to 63 digits left
 * - `tag`: up to 12 wrong digits in the second half
 * - `digit`: one wrong digit in the first half
 * - `swap`: two neighbours swapped in the first half, or across the middle
 * - `missing-digit`, `extra-digit`: one digit too few, one too many
 *
 * All but the first are found after cleaning, so a text can have been cleaned too.
 */
export type RepairKind = "cleaned" | "completed" | "tag" | "digit" | "swap" | "missing-digit" | "extra-digit";

/** Every {@link RepairKind}. */
export const REPAIR_KINDS: readonly RepairKind[] = [
  "cleaned",
  "completed",
  "tag",
  "digit",
  "swap",
  "missing-digit",
  "extra-digit",
];

/** The ID that a damaged text was, as its tag proves. */
export interface Repair {
  /** Its 64 lower-case digits. */
  readonly id: string;
  /** The index of the namespace in which it is valid. */
  readonly namespace: number;
  /** The code of its jurisdiction; 0 if it has none. */
  readonly jurisdiction: number;
  /** What was wrong with the text. */
  readonly how: RepairKind;
  /**
   * How sure it is: a text that is not a damaged ID leads to some repair with a probability of at most 2 to the power of minus
   * this. From 48, below which nothing is reported, to 128.
   */
  readonly evidenceBits: number;
}
