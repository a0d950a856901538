import type { RepairKind } from "../repair.js";
import { agreementBits } from "./evidence.js";
import { TAG_DIGITS } from "./layout.js";

/** The least number of digits of a truncated tag: 64 bits. */
export const LEAST_TAG_DIGITS = 16;
/** The least number of correct digits in a complete tag. */
const LEAST_MATCHING = 20;

/** How stored digits match a tag, and how improbable that is by chance. */
export interface TagMatch {
  readonly how: RepairKind;
  readonly bits: number;
}

/**
 * Compares the digits that are stored after the first half with the correct tag. Always compares all digits, so that the
 * time doesn't reveal how many of them match.
 * @param stored any number of digits
 * @param tag the correct tag: 32 digits
 */
export function matchTag(stored: string, tag: string): TagMatch | undefined {
  if (stored.length === TAG_DIGITS + 1) {
    return omits(tag, stored) ? { how: "extra-digit", bits: 4 * TAG_DIGITS - Math.log2(stored.length) } : undefined;
  }
  const inPlace = matchInPlace(stored, tag);
  // If a digit is missing near the end, most of the others are still in place.
  if (stored.length !== TAG_DIGITS - 1 || !omits(stored, tag)) return inPlace;
  const bits = 4 * stored.length - Math.log2(TAG_DIGITS);
  return inPlace && inPlace.bits > bits ? inPlace : { how: "missing-digit", bits };
}

function matchInPlace(stored: string, tag: string): TagMatch | undefined {
  const { length } = stored;
  if (length > TAG_DIGITS) return undefined;
  let matching = 0;
  for (let i = 0; i < length; i++) matching += Number(stored[i] === tag[i]);
  const isCut = length < TAG_DIGITS;
  if (matching < (isCut ? LEAST_TAG_DIGITS : LEAST_MATCHING)) return undefined;
  return { how: isCut ? "completed" : "tag", bits: agreementBits(matching, length) };
}

/** Whether `shorter` is `longer` without one of its digits. */
function omits(shorter: string, longer: string): boolean {
  const { length } = shorter;
  let start = 0;
  let end = 0;
  let isStartSame = 1;
  let isEndSame = 1;
  for (let i = 0; i < length; i++) {
    isStartSame &= Number(shorter[i] === longer[i]);
    isEndSame &= Number(shorter[length - 1 - i] === longer[length - i]);
    start += isStartSame;
    end += isEndSame;
  }
  return start + end >= length;
}
