import { expect, it } from "vitest";
import { equalBytes, isUint8Array, isUint16Array } from "../../src/format/bytes.js";

it("equalBytes compares the given stretch, and nothing around it", () => {
  const a = Uint8Array.of(9, 1, 2, 3);
  const b = Uint8Array.of(1, 2, 4);
  expect(equalBytes(a, 1, b, 0, 2)).toBe(true);
  expect(equalBytes(a, 1, b, 0, 3)).toBe(false);
  expect(equalBytes(a, 0, b, 0, 2)).toBe(false);
  expect(equalBytes(a, 0, b, 0, 0)).toBe(true);
});

it("typed arrays are told apart by their class, even under another name", () => {
  const bytes = new Uint8Array(1);
  const units = new Uint16Array(1);
  class Named extends Uint8Array {
    override get [Symbol.toStringTag](): "Uint8Array" {
      return "Uint16Array" as "Uint8Array";
    }
  }
  expect([bytes, Buffer.of(1), new Named(1)].every(isUint8Array)).toBe(true);
  expect(isUint16Array(units)).toBe(true);
  const others = [undefined, null, "Uint8Array", [], new ArrayBuffer(1), { [Symbol.toStringTag]: "Uint8Array" }];
  expect([...others, units].some(isUint8Array)).toBe(false);
  expect([...others, bytes, new Named(1)].some(isUint16Array)).toBe(false);
});
