import { expect, test } from "vitest";
import { readOptions } from "./options.js";

test("without options both parts run, with a seed that is printed", () => {
  const { seed, ...choice } = readOptions([]);
  expect(choice).toEqual({ minutes: 10, kills: 200, parts: ["serve", "check"] });
  expect(seed).toMatch(/^\d+$/);
});

test("one part, with a seed", () => {
  const args = ["--only", "serve", "--minutes", "0.5", "--seed", "7", "--kills", "3"];
  expect(readOptions(args)).toEqual({ minutes: 0.5, kills: 3, seed: "7", parts: ["serve"] });
});

test.each([
  ["--minutes", "none"],
  ["--minutes", "0"],
  ["--kills", "1.5"],
  ["--only", "all"],
  ["--hours", "1"],
])("%s %s is refused", (option, value) => {
  expect(() => readOptions([option, value])).toThrow(option);
});
