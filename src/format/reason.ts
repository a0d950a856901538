import { ID_DIGITS } from "./codec.js";
import { Verdict } from "./verdict.js";

/** Every reason for which an ID is invalid. Don't reorder: batches of records store the index of each reason. */
export const REASONS = [
  "empty",
  "null-word",
  "missing",
  "whitespace",
  "quoted",
  "prefixed",
  "separators",
  "uuid",
  "base64",
  "other-text",
  "truncated",
  "too-long",
  "not-hex",
  "not-utf8",
  "record-too-long",
  "bad-json",
  "near-miss",
  "unknown",
  "jurisdiction",
] as const;

/** One of {@link REASONS}. */
export type Reason = (typeof REASONS)[number];

/** The value for a valid record, which has no reason, in a batch. */
export const NO_REASON = 0xff;

/** Why a text is not 64 hex digits, with details. */
export type TextFault =
  | {
      /** The reason. */
      readonly reason: "empty" | "null-word" | "uuid" | "base64" | "other-text";
    }
  | {
      /** The reason. */
      readonly reason: "whitespace" | "quoted" | "prefixed" | "separators";
      /** Whether {@link bareId} of the text is 64 hex digits. */
      readonly holdsId: boolean;
    }
  | {
      /** The reason. */
      readonly reason: "truncated" | "too-long";
      /** How many hex digits there are. */
      readonly digits: number;
    }
  | {
      /** The reason. */
      readonly reason: "not-hex";
      /** The index of the first character that is not a hex digit, in UTF-16 units. */
      readonly position: number;
      /** That character: `lookAlikeOf` returns the digit that it looks like. */
      readonly character: string;
    };

/** Why an ID is invalid, with details. */
export type Explanation =
  | TextFault
  | {
      /** The reason. */
      readonly reason: "missing" | "not-utf8" | "record-too-long" | "bad-json" | "unknown";
    }
  | {
      /** The reason. */
      readonly reason: "near-miss";
      /** The indexes of the digits that differ from those of the valid ID. */
      readonly wrongDigits: readonly number[];
    }
  | {
      /** The reason. */
      readonly reason: "jurisdiction";
      /** The jurisdiction of the ID; `undefined` if it is unrestricted. */
      readonly jurisdiction: string | undefined;
    };

/**
 * Returns the verdict on an ID that is invalid for a reason: each reason belongs to one verdict.
 * @param reason one of `REASONS`
 * @returns one of `Verdict`
 */
export function verdictOfReason(reason: Reason): Verdict {
  if (reason === "jurisdiction") return Verdict.wrongJurisdiction;
  return reason === "near-miss" || reason === "unknown" ? Verdict.foreign : Verdict.malformed;
}

/** The maximum number of characters of a text that is searched for an ID: a longer one is too long, or other text. */
const LONGEST = 1024;
/** The words of databases and languages for a missing value; `\N` is used in text exports of MySQL and PostgreSQL. */
const NULL_WORD = /^(?:null|undefined|nan|none|nil|\\n)$/i;
const HEX = /^[\da-f]+$/i;
const QUOTE_END = /^["'`‘’“”„«»]|["'`‘’“”„«»]$/;
const UUID = /^(?:urn:uuid:|\{)?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}?$/i;
/** 32 bytes in base64 or base64url, or the 64 digits themselves. */
const BASE64 = /^(?:[\w+/-]{43}=?|[\w+/-]{86}(?:==)?)$/;
const NOT_HEX = /[^\da-fA-F]/u;
// Patterns with properties of Unicode are inside the functions: each takes 0.05 ms to create, and few programs use them.

/**
 * Explains why a text is not the 64 hex digits of an ID. Returns the first reason that applies, in this order: `empty`,
 * `null-word` (exactly one of null, undefined, NaN, None, nil and `\N`, in any case), `truncated` and `too-long` (hex
 * digits only), `whitespace` (it begins or ends with a blank or invisible character), `quoted` (it begins or ends with a
 * quote), `prefixed` (`0x` or `\x`, then hex digits or separators), `uuid`, `separators` (hex digits with dashes, colons,
 * or blank or invisible characters between them), `not-hex` (64 characters), `base64` (the length of 32 or 64 bytes),
 * `other-text`. A text of more than 1,024 characters is only `too-long` or `other-text`.
 * @param text any text
 * @returns the reason and its details; `undefined` for 64 hex digits of either case
 *
 * @example
 * ```js
 * import { explainText } from "durable-id";
 *
 * explainText("37023debd1b63e0cd6d39dec"); // → { reason: "truncated", digits: 24 }
 * explainText("O".repeat(64)); // → { reason: "not-hex", position: 0, character: "O" }
 * ```
 */
export function explainText(text: string): TextFault | undefined {
  const { length } = text;
  if (length === 0) return { reason: "empty" };
  if (NULL_WORD.test(text)) return { reason: "null-word" };
  if (HEX.test(text)) {
    if (length === ID_DIGITS) return undefined;
    return { reason: length < ID_DIGITS ? "truncated" : "too-long", digits: length };
  }
  if (length > LONGEST) return { reason: "other-text" };
  // White space, and invisible characters: a zero-width space, a byte order mark.
  if (/^[\s\p{Cf}]|[\s\p{Cf}]$/u.test(text)) return dressed("whitespace", text);
  if (QUOTE_END.test(text)) return dressed("quoted", text);
  // Prefixes of C, SQL and PostgreSQL; base64 can begin with `0x` too.
  if (/^(?:0x|\\x)[\da-f\s\p{Cf}\p{Pd}:]*$/iu.test(text)) return dressed("prefixed", text);
  if (UUID.test(text)) return { reason: "uuid" };
  if (HEX.test(text.replace(/[\s\p{Cf}\p{Pd}:]+/gu, ""))) return dressed("separators", text);
  if (length === ID_DIGITS) {
    const position = text.search(NOT_HEX);
    return { reason: "not-hex", position, character: String.fromCodePoint(text.codePointAt(position) as number) };
  }
  return { reason: BASE64.test(text) ? "base64" : "other-text" };
}

/**
 * Removes blanks, invisible characters, quotes, dashes, colons, backslashes and a leading `0x` or `x` from a text. The
 * result is an ID if these were the only faults. Letters keep their case.
 * @param text any text
 */
export function bareId(text: string): string {
  // The prefix may have been in quotes: x'…'.
  return text.replace(/[\s\p{Cf}\p{Pd}:"'`‘’“”„«»\\]+/gu, "").replace(/^0?x/i, "");
}

function dressed(reason: "whitespace" | "quoted" | "prefixed" | "separators", text: string): TextFault {
  const bare = bareId(text);
  return { reason, holdsId: bare.length === ID_DIGITS && HEX.test(bare) };
}
