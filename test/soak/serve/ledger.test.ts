import { expect, test } from "vitest";
import { Ledger } from "./ledger.js";

const id = (digit: string): string => digit.repeat(64);
const page = (digits: string, after: string, isLast: boolean) => ({
  objects: [...digits].map((digit) => ({ id: id(digit), hasStoredData: digit < "8" ? true : null })),
  after: after && id(after),
  isLast,
});

/** Batch 0 is 1 3 5 7, batch 1 is 8 a c, batch 2 is 9 b: the first two are committed. */
function ledger(): Ledger {
  const made = new Ledger("key");
  made.commit(made.start(["5", "1", "3", "7"].map(id), true));
  made.commit(made.start(["8", "c", "a"].map(id), null));
  made.start(["9", "b"].map(id), null);
  return made;
}

test.each([
  ["1357", "", false, 0],
  ["1357", "", false, 1],
  ["1357", "", true, 0],
  ["13578ac", "", true, 1],
  ["1357", "", true, -1],
  ["", "", true, -1],
  ["13578ac", "", true, 0],
  ["13578", "", false, 1],
  ["135789abc", "", true, 1],
  ["abc", "9", true, 1],
  ["ac", "9", true, 1],
  ["ac", "8", true, 1],
  ["", "c", true, 1],
])("%j after %j is right (last page: %s) where batch %i was committed", (digits, after, isLast, committed) => {
  expect(ledger().faultOf(page(digits, after, isLast), committed)).toBeUndefined();
});

test.each([
  ["an object is missing", "137", "", false, 1],
  ["the last object is missing", "13578a", "", true, 1],
  ["a committed batch is missing", "1357", "", true, 1],
  ["half of a batch that was not committed", "13578abc", "", true, 1],
  ["a later batch without an earlier one", "13579b", "", true, 0],
  ["an unknown object", "1357d", "", true, 0],
  ["an object twice", "13357", "", true, 0],
  ["an object of the page before", "1357", "1", true, 0],
  ["out of order", "3157", "", true, 0],
  ["an empty page that is not the last", "", "d", false, 1],
] as const)("%s", (_, digits, after, isLast, committed) => {
  expect(ledger().faultOf(page(digits, after, isLast), committed)).toBeDefined();
});

test("what is recorded of an object counts", () => {
  const wrong = {
    ...page("1357", "", true),
    objects: page("1357", "", true).objects.map((each) => ({ ...each, hasStoredData: false })),
  };
  expect(ledger().faultOf(wrong, 0)).toContain("false for true");
});

test("a count is between what is committed and what was started", () => {
  const counts = [3, 4, 7, 9, 10];
  const faults = (committed: number) => counts.map((count) => ledger().faultOfCount(count, committed) !== undefined);
  expect(faults(0)).toEqual([true, false, false, false, true]);
  expect(faults(1)).toEqual([true, true, false, false, true]);
});
