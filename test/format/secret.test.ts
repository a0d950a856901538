import { expect, it } from "vitest";
import { bearerToken, equalDigests, isCredential, isToken, secretDigest } from "../../src/format/secret.js";

const INVALID = [undefined, 12345, null, ["token"], "", "a b", "a\n", "\x7f", "ä"];

it("a token is printable ASCII without spaces", () => {
  expect(["!", "~", "t0k-en", "x".repeat(5000)].every(isToken)).toBe(true);
  expect(INVALID.filter(isToken)).toEqual([]);
});

it("a credential is a token of at most 4,096 characters", () => {
  expect(["!", "~", "x".repeat(4096)].every(isCredential)).toBe(true);
  expect([...INVALID, "x".repeat(4097)].filter(isCredential)).toEqual([]);
});

it.each([
  ["Bearer abc", "abc"],
  ["bearer   a~!", "a~!"],
  ["xBearer abc", undefined],
  ["Bearer abc ", undefined],
  ["Bearerabc", undefined],
  ["Bearer ", undefined],
  ["Basic abc", undefined],
])("the bearer token of %j is %j", (header, token) => {
  expect(bearerToken(header)).toBe(token);
});

it("secrets are compared by their digests", () => {
  expect(equalDigests(secretDigest("a"), secretDigest("a"))).toBe(true);
  expect(equalDigests(secretDigest("a"), secretDigest("b"))).toBe(false);
  expect(Buffer.from(secretDigest("abc")).toString("hex")).toMatch(/^ba7816bf8f01cfea/);
});
