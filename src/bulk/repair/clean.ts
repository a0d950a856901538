import { UNKNOWN_DIGIT } from "./layout.js";

/** The longest text that is looked at, in UTF-16 units: a record can be megabytes. */
export const LONGEST_REPAIRABLE = 1024;

const INVISIBLE = /* @__PURE__ */ /[\p{White_Space}\p{Cf}\p{Cc}]+/gu;
/** All up to the last colon, slash or equals sign, if what follows can be most of an ID: `Class:…`, a path, `id=…`. */
const SCOPE = /^.*[:/=](?=[^:/=]{48,}$)/;
/** Quotes, brackets, backslashes and punctuation around it. A vertical bar can be a digit. */
const AROUND = /* @__PURE__ */ /^[^\p{L}\p{N}|]+|[^\p{L}\p{N}|]+$/gu;
/** `0x…`, and what is left of `\x…` and `X'…'`. */
const PREFIX = /^0?x['"]?/i;
const SEPARATORS = /* @__PURE__ */ /[\p{Pd}\p{Pc}:\u2212]+/gu;
const NOT_HEX = /* @__PURE__ */ /[^0-9a-f]/gu;

/** What each digit is mistaken for, in lower case: by people, by text recognition, and in other scripts. */
const LOOK_ALIKES: readonly (readonly [digit: string, characters: string])[] = [
  ["0", "oоο"],
  ["1", "li|!ıіιӏ"],
  ["2", "z"],
  ["3", "з"],
  ["5", "sѕ"],
  ["6", "б"],
  ["9", "gq"],
  ["a", "аα"],
  ["b", "вьβ"],
  ["c", "сϲ"],
  ["d", "ԁ"],
  ["e", "еε"],
];

const DIGIT_OF: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ LOOK_ALIKES.flatMap(([digit, characters]) =>
    Array.from(characters, (each) => [each, digit] as const),
  ),
);

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
      .toLowerCase()
      .replace(NOT_HEX, (character) => DIGIT_OF.get(character) ?? UNKNOWN_DIGIT)
  );
}
