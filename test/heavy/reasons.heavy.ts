import { expect, test } from "vitest";
import { scratch } from "../cli/support.js";
import { confusionOf, exactly, pack, writeDamaged } from "../reasons/confusion.js";

const RECORDS = 250_000;

/** A million records in all. */
test.each(["text", "csv", "jsonl", "json"] as const)(
  "the reasons of 250,000 damaged records are exact: %s, plain and packed, with one thread and with two",
  async (format) => {
    const { path } = scratch();
    const expected = writeDamaged(`${path}/in`, format, RECORDS);
    const { matrix, reasons } = exactly(expected);
    for (const input of [`${path}/in`, pack(`${path}/in`)]) {
      for (const jobs of [1, 2]) {
        const found = await confusionOf(input, format, expected, jobs);
        expect({ fault: found.fault, matrix: found.matrix, reasons: found.reasons }).toEqual({
          fault: undefined,
          matrix,
          reasons,
        });
        expect(found.tally.total).toBe(RECORDS);
      }
    }
  },
);
