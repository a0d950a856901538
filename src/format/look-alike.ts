/** A digit, then the characters that are typed or scanned instead of it: Latin, Cyrillic and Greek letters, and a bar. */
const LOOK_ALIKES: readonly string[] = [
  "0Oo\u041e\u043e\u039f\u03bf",
  "1Iil|\u0406\u0456\u0399",
  "2Zz",
  "3\u0417\u0437",
  "5Ss",
  "6\u0431",
  "a\u0410\u0430\u0391\u03b1",
  "b\u0412\u042c\u0392",
  "c\u0421\u0441",
  "d\u0501",
  "e\u0415\u0435\u0395",
];

/**
 * Returns the hex digit that a character looks like: `0` for O, `1` for l, `a` for a Cyrillic а, and the plain digit or
 * letter for a full-width one.
 * @param character one character that is not a hex digit, such as that of the reason `not-hex`
 * @returns the digit in lower case; `undefined` if there is no such digit
 *
 * @example
 * ```js
 * import { lookAlikeOf } from "durable-id";
 *
 * lookAlikeOf("O"); // → "0"
 * lookAlikeOf("?"); // → undefined
 * ```
 */
export function lookAlikeOf(character: string): string | undefined {
  const plain = character.normalize("NFKC").toLowerCase();
  if (/^[\da-f]$/.test(plain)) return plain;
  return LOOK_ALIKES.find((row) => row.includes(character))?.[0];
}
