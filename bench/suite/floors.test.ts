import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkFloors, type Floor, outcomeLine, pairsOf } from "./floors.js";
import type { Pair } from "./measure.js";
import type { Figures } from "./results.js";
import { CONTENDERS, TASKS } from "./tasks.js";

const VERDICTS: Floor = { task: "verdicts", of: "wasm", against: "noble", floor: 8, why: "falls back to pure" };
const NAMES: Floor = { task: "idFromName", of: "wasm", against: "C", floor: 0.8, why: "loses its SIMD schedule" };
const nobody = () => false;

/** Gives these figures, one set a measurement, and notes what it was asked for. */
function fabricated(...runs: Figures[]) {
  const asked: (readonly Pair[])[] = [];
  const measure = async (pairs: readonly Pair[]): Promise<Figures> => {
    const figures = runs[asked.length];
    asked.push(pairs);
    if (figures === undefined) throw new Error("measured too often");
    return figures;
  };
  return { measure, asked };
}

const verdictsOf = async (floors: readonly Floor[], runs: Figures[], isAbsent = nobody as (id: string) => boolean) => {
  const { measure, asked } = fabricated(...runs);
  const outcomes = await checkFloors(floors, measure, isAbsent);
  return { outcomes, verdicts: outcomes.map(({ verdict }) => verdict), asked };
};

describe("bench:check", () => {
  it("passes at the floor and above it, after one measurement", async () => {
    const figures: Figures = { verdicts: { wasm: 100, noble: 800 }, idFromName: { wasm: 500, C: 600 } };
    const { verdicts, asked } = await verdictsOf([VERDICTS, NAMES], [figures]);
    expect(verdicts).toEqual(["held", "held"]);
    expect(asked).toHaveLength(1);
  });

  it("fails a ratio that is under its floor twice, and measures only that one again", async () => {
    const slow: Figures = { verdicts: { wasm: 100, noble: 799 }, idFromName: { wasm: 500, C: 600 } };
    const { outcomes, verdicts, asked } = await verdictsOf(
      [VERDICTS, NAMES],
      [slow, { verdicts: { wasm: 100, noble: 750 } }],
    );
    expect(verdicts).toEqual(["failed", "held"]);
    expect(outcomes[0]).toMatchObject({ ratio: 7.5, first: 7.99 });
    expect(asked[1]).toEqual(pairsOf([VERDICTS]));
  });

  it("passes if the second measurement passes, and says so", async () => {
    const { outcomes, verdicts } = await verdictsOf(
      [VERDICTS],
      [{ verdicts: { wasm: 200, noble: 800 } }, { verdicts: { wasm: 100, noble: 900 } }],
    );
    expect(verdicts).toEqual(["held at second measurement"]);
    expect(outcomeLine(outcomes[0])).toBe(
      "held    string[] → verdicts, durable-id, WASM against @noble/hashes: 9.00 ×, 4.00 × at first; at least 8.00 ×",
    );
  });

  it("uses only the second measurement, and doesn't combine halves of both", async () => {
    const { verdicts } = await verdictsOf(
      [VERDICTS],
      [{ verdicts: { wasm: 100, noble: 500 } }, { verdicts: { wasm: 150, noble: 900 } }],
    );
    expect(verdicts).toEqual(["failed"]);
  });

  it("skips floors of contenders that can't run here, but fails if a figure is missing", async () => {
    const { verdicts, asked } = await verdictsOf(
      [VERDICTS, NAMES],
      [{ verdicts: { wasm: 100 } }, {}],
      (id) => id === "C",
    );
    expect(verdicts).toEqual(["failed", "skipped"]);
    expect(asked[0]).toEqual(pairsOf([VERDICTS]));
  });
});

describe("a floor relative to another task", () => {
  it("uses the figure of that task", async () => {
    const floor: Floor = { ...VERDICTS, against: "wasm", againstTask: "kernel-hex", floor: 0.75 };
    const figures: Figures = { verdicts: { wasm: 200 }, "kernel-hex": { wasm: 151 } };
    const { verdicts, asked } = await verdictsOf([floor], [figures]);
    expect(verdicts).toEqual(["held"]);
    expect(asked[0]).toEqual([
      { task: "verdicts", contender: "wasm" },
      { task: "kernel-hex", contender: "wasm" },
    ]);
  });
});

describe("bench/floors.json", () => {
  const floors = JSON.parse(readFileSync(new URL("../floors.json", import.meta.url), "utf8")) as Floor[];

  it("has only existing tasks and contenders, each pair once, with a reason", () => {
    expect(floors.length).toBeGreaterThan(10);
    for (const { task, of, against, againstTask = task, floor, why } of floors) {
      expect(Object.keys(TASKS)).toEqual(expect.arrayContaining([task, againstTask]));
      expect(Object.keys(CONTENDERS)).toEqual(expect.arrayContaining([of, against]));
      expect(floor).toBeGreaterThan(0);
      expect(why.length).toBeGreaterThan(20);
    }
    const keys = floors.map(({ task, of, against, againstTask }) => `${task} ${of} ${against} ${againstTask}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
