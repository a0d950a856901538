import { encodeHex } from "../format/hex.js";
import { encodeWtf8 } from "../format/wtf8.js";

/**
 * How a database writes the handful of operations that a verdict needs. Arguments and results are pieces of SQL: `text`
 * is an expression of text, `bytes` one of bytes, `id` one of text.
 */
export interface Dialect {
  /** A name, quoted: no name can end the quotes. */
  identifier(name: string): string;
  /** A literal of text. */
  text(value: string): string;
  /** A literal of bytes, from their hex digits. */
  bytes(hex: string): string;
  /** A parameter that is bound to text; the first one has the index 1. */
  parameter(index: number): string;
  /** Bytes from hex digits of either case. The text is known to consist of such pairs. */
  fromHex(text: string): string;
  /** The lower-case hex digits of bytes. */
  toHex(bytes: string): string;
  /** Bytes joined. */
  concat(left: string, right: string): string;
  /** Texts joined. */
  concatText(left: string, right: string): string;
  /** The SHA-256 of bytes. */
  sha256(bytes: string): string;
  /** The first bytes of the SHA-256 of bytes. */
  sha256Start(bytes: string, length: number): string;
  /** Part of a text; the first character is 1. */
  substring(text: string, start: number, length: number): string;
  /**
   * Whether a text is 64 hex digits and nothing else: not with a line end, not with U+0000. Anything but true for a null;
   * must not fail for any text.
   */
  isIdString(id: string): string;
  /** The text to decode, where CASE has made sure that it is 64 hex digits; something that fails for no text. */
  digits(id: string): string;
  /** The bytes of a text in UTF-8. */
  utf8(text: string): string;
  readonly true: string;
  readonly false: string;
  /** A null of the type text. */
  readonly nullText: string;
  /**
   * The statement that makes a function of one argument of text; undefined if the database has no such statement.
   * @param name its name, quoted
   * @param body makes its result of the argument
   */
  readonly createFunction: ((name: string, body: FunctionBody, returns: ReturnType) => string) | undefined;
}

/** Makes the result of a function, as an expression, from its argument. */
export type FunctionBody = (argument: string) => string;

/** What a function returns. */
export type ReturnType = "boolean" | "text";

/** A call: `name(a, b)`. */
export const call =
  (name: string) =>
  (...args: readonly (string | number)[]): string =>
    `${name}(${args.join(", ")})`;

/** What most databases write the same way: standard SQL. */
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

/** What databases share whose SHA-256 is `sha2`, which returns hex digits. */
export const WITH_SHA2 = {
  fromHex: call("unhex"),
  toHex: (bytes: string) => `lower(hex(${bytes}))`,
  concat: call("concat"),
  concatText: call("concat"),
  sha256: (bytes: string) => `unhex(sha2(${bytes}, 256))`,
  sha256Start: (bytes: string, length: number) => `unhex(left(sha2(${bytes}, 256), ${2 * length}))`,
};

/** In quotes, with those inside doubled. */
export function doubled(quote: string, content: string): string {
  return quote + content.replaceAll(quote, quote + quote) + quote;
}

/** In quotes, with a backslash before those inside and before backslashes. */
export function escaped(quote: string, content: string): string {
  return quote + content.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}

/** ASCII that no mode of any database takes for something else in quotes. */
const PLAIN = /^[\w .,:;@/+*=<>()[\]#-]*$/;

/**
 * A literal of text that doesn't depend on modes, such as whether a backslash escapes: what is not plain is written in hex.
 * @param decode makes text of the hex digits of its UTF-8
 */
export function plainOr(decode: (hex: string) => string): (value: string) => string {
  return (value) => (PLAIN.test(value) ? `'${value}'` : decode(encodeHex(encodeWtf8(value))));
}
