import { afterEach, describe, expect, it, vi } from "vitest";
import { decodeWtf8, encodeWtf8, encodeWtf8Into, piecesOf } from "../src/format/wtf8.js";

afterEach(() => vi.restoreAllMocks());

describe("lone surrogates", () => {
  it("need one call of the platform's encoder, for any number of them", () => {
    const text = "a\ud800é\udc00".repeat(5_000);
    const encode = vi.spyOn(TextEncoder.prototype, "encode");
    const encodeInto = vi.spyOn(TextEncoder.prototype, "encodeInto");
    const bytes = encodeWtf8(text);
    encodeWtf8Into(text, new Uint8Array(3 * text.length));
    expect(encode.mock.calls.length + encodeInto.mock.calls.length).toBe(2);
    expect(bytes).toHaveLength(5_000 * 9);
  });

  it("are encoded among characters of every length", () => {
    const text = "a\ud800é€\udfff😀\ud83d\ud83d\ude00\udc00\x7f\x80\u07ff\u0800\ud7ff\ue000\uffff\udbff";
    const expected =
      "61eda080c3a9e282acedbfbff09f9880eda0bdf09f9880edb080" + "7fc280dfbfe0a080ed9fbfee8080efbfbfedafbf";
    expect(Buffer.from(encodeWtf8(text)).toString("hex")).toBe(expected);
    expect(decodeWtf8(encodeWtf8(text))).toBe(text);
    const out = new Uint8Array(3 * text.length).fill(9);
    const length = encodeWtf8Into(text, out);
    expect(Buffer.from(out.subarray(0, length)).toString("hex")).toBe(expected);
    expect(out.subarray(length).every((byte) => byte === 9)).toBe(true);
  });
});

it.each([
  "80",
  "ff",
  "c3",
  "e282",
  "ed",
  "eda0",
  "ed4142",
  "edbf",
  "eda080edb080",
  "c080",
  "f4908080",
  "efbfbd80",
  "61ed",
])("the bytes %s are not WTF-8", (hex) => expect(decodeWtf8(Uint8Array.from(Buffer.from(hex, "hex")))).toBeUndefined());

describe("piecesOf", () => {
  it.each(["", "abc", "abcdefgh", "a😀b😀😀c", "\ud800\ud800\udc00\udc00", "ab\ud800", "😀".repeat(5)])(
    "cuts %j into pieces that join to it, and no pair in two",
    (text) => {
      for (const units of [2, 3, 4, 100]) {
        const pieces = [...piecesOf(text, units)];
        expect(pieces.join("")).toBe(text);
        expect(pieces.every(({ length }) => length > 0 && length <= units)).toBe(true);
        const bytes = pieces.map((piece) => Buffer.from(encodeWtf8(piece)));
        expect(Buffer.concat(bytes)).toEqual(Buffer.from(encodeWtf8(text)));
      }
    },
  );
});
