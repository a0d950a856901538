import { encodeHex } from "../format/hex.js";
import { encodeWtf8 } from "../format/wtf8.js";

/**
 * How a database writes the few operations that a verdict needs. Arguments and results are SQL: `text` is an expression of
 * text, `bytes` one of bytes, `id` one of text.
 */
export interface Dialect {
  /** A quoted name. The name can't terminate the quotes. */
  identifier(name: string): string;
  /** A text literal. */
  text(value: string): string;
  /** A literal of bytes, from their hex digits. */
  bytes(hex: string): string;
  /** A parameter that is bound to text; the first one has the index 1. */
  parameter(index: number): string;
  /** Decodes hex digits of either case. The text is guaranteed to consist of pairs of digits. */
  fromHex(text: string): string;
  /** The lower-case hex digits of bytes. */
  toHex(bytes: string): string;
  /** Concatenates bytes. */
  concat(left: string, right: string): string;
  /** Concatenates texts. */
  concatText(left: string, right: string): string;
  /** The SHA-256 of bytes. */
  sha256(bytes: string): string;
  /** The first bytes of the SHA-256 of bytes. */
  sha256Start(bytes: string, length: number): string;
  /** A substring; the first character has the position 1. */
  substring(text: string, start: number, length: number): string;
  /**
   * Whether a text consists of exactly 64 hex digits, without a line end or U+0000. For NULL, anything but true; must not
   * fail for any text.
   */
  isIdString(id: string): string;
  /** The text to decode, after CASE has checked that it is 64 hex digits; must not fail for any text. */
  digits(id: string): string;
  /** The bytes of a text in UTF-8. */
  utf8(text: string): string;
  readonly true: string;
  readonly false: string;
  /** A NULL of the type text. */
  readonly nullText: string;
  /**
   * The statement that creates a function with one text argument; undefined if the database has no such statement.
   * @param name its name, quoted
   * @param body returns its result for the argument
   */
  readonly createFunction: ((name: string, body: FunctionBody, returns: ReturnType) => string) | undefined;
}

/** Returns the result of a function, as an expression of its argument. */
export type FunctionBody = (argument: string) => string;

/** The return type of a function. */
export type ReturnType = "boolean" | "text";

/** A call: `name(a, b)`. */
export const call =
  (name: string) =>
  (...args: readonly (string | number)[]): string =>
    `${name}(${args.join(", ")})`;

/** The operations that most databases write in the same way: standard SQL. */
export const STANDARD = {
  identifier: (name: string) => doubled('"', name),
  text: (value: string) => doubled("'", value),
  parameter: () => "?",
  concat: (left: string, right: string) => `${left} || ${right}`,
  concatText: (left: string, right: string) => `${left} || ${right}`,
  substring: call("substr"),
  digits: (id: string) => id,
  true: "TRUE",
  false: "FALSE",
  nullText: "NULL",
};

/** The operations of databases whose SHA-256 is `sha2`, which returns hex digits. */
export const WITH_SHA2 = {
  fromHex: call("unhex"),
  toHex: (bytes: string) => `lower(hex(${bytes}))`,
  concat: call("concat"),
  concatText: call("concat"),
  sha256: (bytes: string) => `unhex(sha2(${bytes}, 256))`,
  sha256Start: (bytes: string, length: number) => `unhex(left(sha2(${bytes}, 256), ${2 * length}))`,
};

/** Quotes a text, and doubles the quotes in it. */
export function doubled(quote: string, content: string): string {
  return quote + content.replaceAll(quote, quote + quote) + quote;
}

/** Quotes a text, and escapes the quotes and backslashes in it with a backslash. */
export function escaped(quote: string, content: string): string {
  return quote + content.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}

/** ASCII characters that have no special meaning in quotes in any mode of any database. */
const PLAIN = /^[\w .,:;@/+*=<>()[\]#-]*$/;

/**
 * A text literal that doesn't depend on modes, such as whether a backslash escapes: other characters are written in hex.
 * @param decode returns an expression that decodes the hex digits of UTF-8
 */
export function plainOr(decode: (hex: string) => string): (value: string) => string {
  return (value) => (PLAIN.test(value) ? `'${value}'` : decode(encodeHex(encodeWtf8(value))));
}
