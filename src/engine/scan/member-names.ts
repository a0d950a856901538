import { BACKSLASH, BRACE, BRACE_END, BRACKET, BRACKET_END, COMMA, QUOTE } from "./bytes.js";
import { decodeJsonString, isSpace } from "./json-text.js";

/** The maximum number of names that {@link memberNames} returns. */
const MOST_NAMES = 1000;

/**
 * The names of an object's members, without duplicates, in order: the first 1,000. Parses only the names, so that a large
 * text costs no memory.
 * @param start the start of a JSON text that a scanner has found to be valid, and `end`: its end
 * @returns `undefined` if the text is not an object
 */
export function memberNames(bytes: Uint8Array, start: number, end: number): string[] | undefined {
  let at = start;
  while (isSpace(bytes[at])) at++;
  if (bytes[at] !== BRACE) return undefined;
  const names = new Set<string>();
  let depth = 1;
  let isName = true;
  for (at++; at < end && names.size < MOST_NAMES; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const from = at + 1;
      for (at = from; bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
      if (isName) names.add(decodeJsonString(bytes, from, at));
      isName = false;
    } else if (byte === BRACE || byte === BRACKET) depth++;
    else if (byte === BRACE_END || byte === BRACKET_END) depth--;
    else if (byte === COMMA) isName = depth === 1;
  }
  return [...names];
}
