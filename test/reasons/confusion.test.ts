import { expect, test } from "vitest";
import { REASONS } from "../../src/index.js";
import { scratch } from "../cli/support.js";
import { confusionOf, exactly, pack, writeDamaged } from "./confusion.js";

const RECORDS = 5_000;
/** Reasons that records of each format can have, `near-miss` aside. */
const UNUSED = { text: ["missing", "bad-json"], csv: ["bad-json"], jsonl: [], json: ["bad-json"] } as const;
const FORMATS = Object.keys(UNUSED) as (keyof typeof UNUSED)[];

test.each(FORMATS)("the reasons of damaged records are exact: %s, plain and packed", async (format) => {
  const { path } = scratch();
  const expected = writeDamaged(`${path}/in`, format, RECORDS);
  const { matrix, reasons } = exactly(expected);
  const possible = REASONS.filter(
    (reason) => reason !== "near-miss" && !UNUSED[format].some((each) => each === reason),
  );
  expect(Object.keys(reasons).sort()).toEqual([...possible].sort());
  for (const [input, jobs] of [
    [`${path}/in`, 1],
    [pack(`${path}/in`), 2],
  ] as const) {
    const found = await confusionOf(input, format, expected, jobs);
    expect(found).toMatchObject({ fault: undefined, matrix, reasons, tally: { total: RECORDS } });
    expect(Object.keys(found.matrix)).toHaveLength(Object.keys(matrix).length);
  }
});
