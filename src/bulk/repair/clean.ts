import { lookAlikeOf } from "../../format/look-alike.js";
import { UNKNOWN_DIGIT } from "./layout.js";

/** The longest text that is looked at, in UTF-16 units: a record can be megabytes. */
export const LONGEST_REPAIRABLE = 1024;

const INVISIBLE = /[\p{White_Space}\p{Cf}\p{Cc}]+/gu;
/** All up to the last colon, slash or equals sign, if what follows can be most of an ID: `Class:…`, a path, `id=…`. */
const SCOPE = /^.*[:/=](?=[^:/=]{48,}$)/;
/** Quotes, brackets, backslashes and punctuation around it. A vertical bar can be a digit. */
const AROUND = /^[^\p{L}\p{N}|]+|[^\p{L}\p{N}|]+$/gu;
/** `0x…`, and what is left of `\x…` and `X'…'`. */
const PREFIX = /^0?x['"]?/i;
const SEPARATORS = /[\p{Pd}\p{Pc}:\u2212]+/gu;
const NOT_HEX = /[^0-9a-f]/giu;

/**
 * The lower-case digits of a text without what surrounds and separates them. A character that can't be read as a digit is
 * `UNKNOWN_DIGIT`.
 */
export function cleanDigits(text: string): string {
  if (text.length > LONGEST_REPAIRABLE) return "";
  return (
    text
      // Also makes full-width digits and letters, superscripts and ligatures plain ones.
      .normalize("NFKC")
      .replace(INVISIBLE, "")
      .replace(SCOPE, "")
      .replace(AROUND, "")
      .replace(PREFIX, "")
      .replace(SEPARATORS, "")
      .replace(NOT_HEX, digitOf)
      .toLowerCase()
  );
}

/** The digit for which a character was typed. Its case may have been changed after that: an L was an l then. */
function digitOf(character: string): string {
  return lookAlikeOf(character) ?? lookAlikeOf(character.toLowerCase()) ?? UNKNOWN_DIGIT;
}
