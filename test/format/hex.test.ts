import { describe, expect, it } from "vitest";
import { decodeHex, decodeHexBytes, encodeHex, equalDigits, isHexDigit } from "../../src/format/hex.js";

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const DIGITS = Buffer.from(EVERY_BYTE).toString("hex");
const ascii = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));

describe("hexadecimal", () => {
  it("is written in lower case, and read in either", () => {
    expect(encodeHex(EVERY_BYTE)).toBe(DIGITS);
    for (const digits of [DIGITS, DIGITS.toUpperCase()]) {
      const read = new Uint8Array(256);
      expect(decodeHex(digits, read)).toBe(true);
      expect(read).toEqual(EVERY_BYTE);
      expect(decodeHexBytes(ascii(`..${digits}`), 2, read.fill(0))).toBe(true);
      expect(read).toEqual(EVERY_BYTE);
    }
  });

  it("has only its 22 characters, at every place", () => {
    const isDigit = (character: string) => "0123456789abcdefABCDEF".includes(character);
    const characters = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
    expect(characters.filter((character) => isHexDigit(character.charCodeAt(0)) !== isDigit(character))).toEqual([]);
    for (const place of [0, 1, 2, 3]) {
      const texts = characters.map((character) => "0".repeat(place) + character + "0".repeat(3 - place));
      const expected = texts.filter((text) => isDigit(text[place]));
      expect(texts.filter((text) => decodeHex(text, new Uint8Array(2)))).toEqual(expected);
      expect(texts.filter((text) => decodeHexBytes(ascii(text), 0, new Uint8Array(2)))).toEqual(expected);
    }
  });

  it.each(["0", "000", "", "0\u0130", "\u01300"])("of one byte is not %j", (text) => {
    expect(decodeHex(text, new Uint8Array(1))).toBe(false);
  });

  it("is compared digit by digit", () => {
    expect(equalDigits("00ff", "00ff")).toBe(true);
    for (const other of ["00fe", "10ff", "00f", "00ff0", ""]) expect(equalDigits("00ff", other)).toBe(false);
  });
});
