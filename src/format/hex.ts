/** Strict hexadecimal: two digits per byte, upper or lower case in, lower case out; no prefix, separators or white space. */

const NO_DIGIT = 0xff;

/** The value of each ASCII hex digit, by its character code (0 to 255); {@link NO_DIGIT} for all other characters. */
const DIGIT_VALUE: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 256 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? NO_DIGIT : value;
});

/** The two digits of each byte. */
const BYTE_DIGITS: readonly string[] = /* @__PURE__ */ Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, "0"),
);

/**
 * Decodes `2 × out.length` digits of a string into `out`.
 * @returns whether the string is exactly that many hex digits; if not, the content of `out` is undefined.
 */
export function decodeHex(text: string, out: Uint8Array): boolean {
  if (text.length !== 2 * out.length) return false;
  let invalid = 0;
  for (let i = 0; i < out.length; i++) {
    const high = text.charCodeAt(2 * i);
    const low = text.charCodeAt(2 * i + 1);
    const highValue = DIGIT_VALUE[high & 0xff];
    const lowValue = DIGIT_VALUE[low & 0xff];
    // A digit's value never has its top bit set; a character beyond Latin-1 has bits above the lowest eight.
    invalid |= ((highValue | lowValue) & 0x80) | ((high | low) >> 8);
    out[i] = (highValue << 4) | lowValue;
  }
  return invalid === 0;
}

/** The same for ASCII digits in bytes, from `start` on; all of them must be within `digits`. */
export function decodeHexBytes(digits: Uint8Array, start: number, out: Uint8Array): boolean {
  let invalid = 0;
  for (let i = 0; i < out.length; i++) {
    const highValue = DIGIT_VALUE[digits[start + 2 * i]] as number;
    const lowValue = DIGIT_VALUE[digits[start + 2 * i + 1]] as number;
    invalid |= (highValue | lowValue) & 0x80;
    out[i] = (highValue << 4) | lowValue;
  }
  return invalid === 0;
}

/** Whether a byte is an ASCII hex digit of either case. */
export function isHexDigit(byte: number): boolean {
  return DIGIT_VALUE[byte] !== NO_DIGIT;
}

/** Two lower-case digits for each byte. */
export function encodeHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += BYTE_DIGITS[byte];
  return text;
}

/** Whether two strings of digits are equal, in time that depends only on their length. */
export function equalDigits(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
