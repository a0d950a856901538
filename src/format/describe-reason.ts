import type { Explanation, Reason } from "./reason.js";

/** What each reason means, in words that follow the name of an ID: "it is …". */
const MEANINGS: Readonly<Record<Reason, string>> = {
  empty: "it is empty",
  "null-word": "it is a word for no value",
  missing: "there is no such field",
  whitespace: "it begins or ends with white space",
  quoted: "it has quotes around it",
  prefixed: "it has a prefix",
  separators: "it has separators between its digits",
  uuid: "it is a UUID",
  base64: "it looks like base64",
  "other-text": "it is some other text",
  truncated: "it is truncated",
  "too-long": "it is too long",
  "not-hex": "not all of its characters are hex digits",
  "not-utf8": "it is not valid UTF-8",
  "record-too-long": "the record is too long",
  "bad-json": "the record is not valid JSON",
  "near-miss": "it is nearly an ID of a given namespace",
  unknown: "no given namespace made it",
  jurisdiction: "it has another jurisdiction",
};

/**
 * A reason in words.
 * @param explanation a reason, with its details if there are any
 * @returns a clause such as `it is truncated: 24 of 64 hex digits`
 */
export function describeReason(explanation: Explanation | { readonly reason: Reason }): string {
  const detail = detailOf(explanation);
  return MEANINGS[explanation.reason] + (detail && `: ${detail}`);
}

/** The details of a reason in words; empty if there are none. */
export function detailOf(explanation: Explanation | { readonly reason: Reason }): string {
  if ("holdsId" in explanation) return explanation.holdsId ? "64 hex digits remain without it" : "";
  if ("digits" in explanation) return `${explanation.digits} of 64 hex digits`;
  if ("position" in explanation) {
    const { position, character, lookAlike } = explanation;
    const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0");
    return `U+${code} at index ${position}${lookAlike ? ` looks like ${lookAlike}` : ""}`;
  }
  if ("jurisdiction" in explanation) return explanation.jurisdiction ?? "none";
  return "";
}
