import { lookAlikeOf } from "../../format/look-alike.js";
import { UNKNOWN_DIGIT } from "./layout.js";

/** The longest text that is examined, in UTF-16 units: a record can have megabytes. */
export const LONGEST_REPAIRABLE = 1024;

/** Everything up to the last colon, slash or equals sign, if the rest can be most of an ID: `Class:…`, a path, `id=…`. */
const SCOPE = /^.*[:/=](?=[^:/=]{48,}$)/;
/** `0x…`, and the rest of `\x…` and `X'…'`. */
const PREFIX = /^0?x['"]?/i;
const NOT_HEX = /[^0-9a-f]/giu;

/**
 * The lower-case digits of a text, without the characters around and between them. A character that can't be read as a
 * digit becomes `UNKNOWN_DIGIT`.
 */
export function cleanDigits(text: string): string {
  if (text.length > LONGEST_REPAIRABLE) return "";
  // Patterns with properties of Unicode are here, because they take up to 0.2 ms to create, and few programs repair IDs.
  return (
    text
      // Also converts full-width digits and letters, superscripts and ligatures to plain ones.
      .normalize("NFKC")
      .replace(/[\p{White_Space}\p{Cf}\p{Cc}]+/gu, "")
      .replace(SCOPE, "")
      // Quotes, brackets, backslashes and punctuation around the ID. A vertical bar may be a misread digit, so it is kept.
      .replace(/^[^\p{L}\p{N}|]+|[^\p{L}\p{N}|]+$/gu, "")
      .replace(PREFIX, "")
      .replace(/[\p{Pd}\p{Pc}:\u2212]+/gu, "")
      .replace(NOT_HEX, digitOf)
      .toLowerCase()
  );
}

/** The digit that a character was probably typed for. The case may have been changed later: an L was then an l. */
function digitOf(character: string): string {
  return lookAlikeOf(character) ?? lookAlikeOf(character.toLowerCase()) ?? UNKNOWN_DIGIT;
}
