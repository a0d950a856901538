/**
 * The kind of damage of a text for which {@link Repair} has the ID:
 *
 * - `cleaned`: other characters around or between the digits, such as white space, quotes, `0x`, dashes, a scope before a
 *   colon, or a character that looks like a digit
 * - `completed`: cut off, with 48 to 63 digits left
 * - `tag`: up to 12 wrong digits in the second half
 * - `digit`: one wrong digit in the first half
 * - `swap`: two neighbouring digits swapped in the first half, or across the middle
 * - `missing-digit`, `extra-digit`: one digit is missing, or one is too many
 *
 * All kinds but the first are detected after cleaning, so such a text may have been cleaned too.
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

/** The ID that a damaged text was, as proved by its tag. */
export interface Repair {
  /** Its 64 lower-case digits. */
  readonly id: string;
  /** The index of the namespace in which it is valid. */
  readonly namespace: number;
  /** The code of its jurisdiction; 0 if it has none. */
  readonly jurisdiction: number;
  /** The kind of damage. */
  readonly how: RepairKind;
  /**
   * How certain the repair is: for a text that is not a damaged ID, the probability of any repair is at most 2 to the power
   * of minus this number. From 48, below which no repair is reported, to 128.
   */
  readonly evidenceBits: number;
}
