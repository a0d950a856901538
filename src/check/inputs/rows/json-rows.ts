import { BACKSLASH, QUOTE, SPACE } from "../../../engine/scan/bytes.js";

/** The most bytes that one byte of a string can take: `\u001f`. */
const LONGEST_ESCAPE = 6;
/** The initial size of a buffer in bytes: it grows with the longest row. */
const INITIAL_SIZE = 96 * 1024;

/** 1 for each byte that a JSON string holds without an escape. */
const isPlain = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < SPACE || byte === QUOTE || byte === BACKSLASH ? 0 : 1,
);

/** Writes rows as JSON lines: an object each, or other JSON that the caller assembles. */
export class JsonRows {
  #bytes: Buffer = Buffer.allocUnsafe(INITIAL_SIZE);
  #length = 0;

  /** How many bytes were written since the last {@link take}. */
  get length(): number {
    return this.#length;
  }

  /**
   * Writes text without quoting it.
   * @param text such as a number, or the text between two values; ASCII only
   */
  raw(text: string): void {
    this.#reserve(text.length);
    const bytes = this.#bytes;
    let at = this.#length;
    // The text between values is short: a loop is faster than `write`.
    for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
    this.#length = at;
  }

  /**
   * Writes a string. Invalid UTF-8 is kept as it is, so that the reader of the JSON detects it.
   * @param text its text
   */
  string(text: Uint8Array): void {
    this.#reserve(LONGEST_ESCAPE * text.length + 2);
    const bytes = this.#bytes;
    let at = this.#length;
    bytes[at++] = QUOTE;
    for (let i = 0; i < text.length; i++) {
      const byte = text[i];
      if (isPlain[byte] === 1) bytes[at++] = byte;
      else if (byte < SPACE) at += bytes.write(`\\u00${byte.toString(16).padStart(2, "0")}`, at, "latin1");
      else {
        bytes[at++] = BACKSLASH;
        bytes[at++] = byte;
      }
    }
    bytes[at++] = QUOTE;
    this.#length = at;
  }

  /**
   * Writes bytes as a string of hex digits.
   * @param binary the bytes
   */
  hex(binary: Uint8Array): void {
    this.raw(`"${Buffer.from(binary.buffer, binary.byteOffset, binary.length).toString("hex")}"`);
  }

  /** Returns the bytes that were written. They are valid until the next row is written. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + size));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** A JSON string in ASCII. */
export function asciiJson(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
