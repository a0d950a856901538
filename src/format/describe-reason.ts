import { lookAlikeOf } from "./look-alike.js";
import type { Explanation, Reason } from "./reason.js";

/** The meaning of each reason. */
const MEANINGS: Readonly<Record<Reason, string>> = {
  empty: "no characters",
  "null-word": "a word for no value, such as null",
  missing: "the record has no such field",
  whitespace: "white space around it",
  quoted: "quotes around it",
  prefixed: "a prefix, such as 0x",
  separators: "separators between its digits",
  uuid: "a UUID",
  base64: "probably base64",
  "other-text": "other text",
  truncated: "fewer than 64 hex digits",
  "too-long": "more than 64 hex digits",
  "not-hex": "64 characters, but not only hex digits",
  "not-utf8": "bytes that are not valid UTF-8",
  "record-too-long": "the record is too long to read",
  "bad-json": "the record is not valid JSON",
  "near-miss": "an ID of one of the namespaces with a few wrong digits",
  unknown: "an ID of none of the namespaces",
  jurisdiction: "not in the requested jurisdiction",
};

/**
 * Describes a reason in words.
 * @param explanation a reason, with its details if there are any
 * @returns a phrase such as `fewer than 64 hex digits (24 digits)`
 */
export function describeReason(explanation: Explanation | { readonly reason: Reason }): string {
  const detail = describeDetail(explanation);
  return MEANINGS[explanation.reason] + (detail && ` (${detail})`);
}

/** The details of a reason in words; empty if there are none. */
export function describeDetail(explanation: Explanation | { readonly reason: Reason }): string {
  if ("holdsId" in explanation) return explanation.holdsId ? "the rest is 64 hex digits" : "";
  if ("digits" in explanation) return `${explanation.digits} ${explanation.digits === 1 ? "digit" : "digits"}`;
  if ("position" in explanation) {
    const { position, character } = explanation;
    const lookAlike = lookAlikeOf(character);
    const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0");
    return `U+${code} at index ${position}${lookAlike ? `, which looks like ${lookAlike}` : ""}`;
  }
  if ("wrongDigits" in explanation) return `digits ${explanation.wrongDigits.map((index) => index + 1).join(", ")}`;
  if ("jurisdiction" in explanation) return `it is in ${explanation.jurisdiction ?? "no jurisdiction"}`;
  return "";
}
