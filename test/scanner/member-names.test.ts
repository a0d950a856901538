import fc from "fast-check";
import { expect, test } from "vitest";
import { memberNames } from "../../src/engine/scan/member-names.js";

function namesOf(text: string): string[] | undefined {
  const bytes = new TextEncoder().encode(text);
  return memberNames(bytes, 0, bytes.length);
}

test("the names of an object's members are those that JSON.parse finds", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const value: unknown = JSON.parse(text);
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      // JSON.parse puts names that are integers first.
      expect(namesOf(text)?.sort()).toEqual(isObject ? Object.keys(value).sort() : undefined);
    }),
  );
});

test.each([
  [' \t\r\n{ "a" : 1 , "b" : {"c":[{"d":"e"}]} , "a" : "}" } ', ["a", "b"]],
  ['{"\\u0061\\"":"\\\\","b":"\\""}', ['a"', "b"]],
  ["{}", []],
  ['[{"a":1}]', undefined],
  ['"{"', undefined],
  ["5", undefined],
])("of %s", (text, names) => {
  expect(namesOf(text)).toEqual(names);
  // A name that follows the text is not one of its names.
  const bytes = new TextEncoder().encode(`${text}"n"`);
  expect(memberNames(bytes, 0, bytes.length - 3)).toEqual(names);
});

test("no more than 1,000 of them", () => {
  const many = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`m${i}`, i]));
  expect(namesOf(JSON.stringify(many))).toHaveLength(1000);
});
