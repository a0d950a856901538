import { expect, it } from "vitest";
import { escapeControls, printableJson, quote } from "../../src/text/printable.js";

/** An escape sequence in seven bits and in eight, line ends of Unicode, a turn of direction, a lone surrogate. */
const HOSTILE = "\u001b[31m \u009b31m \u007f \u0085 \u2028 \u202e \ufeff \ud800 \r\n é😀";
const MOVES_A_CURSOR = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

it.each([
  ["escapeControls", escapeControls],
  ["quote", quote],
  ["printableJson", (text: string) => printableJson({ [text]: [text] })],
])("%s leaves nothing that moves a cursor", (_, print) => {
  expect(print(HOSTILE)).not.toMatch(MOVES_A_CURSOR);
  expect(print(HOSTILE)).toContain("é😀");
});

it("printableJson is read as what JSON.stringify writes", () => {
  const value = { [HOSTILE]: [HOSTILE, 1, null, { a: "b" }] };
  expect(JSON.parse(printableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  expect(printableJson({ a: "é", b: [1] })).toBe('{"a":"é","b":[1]}');
});
