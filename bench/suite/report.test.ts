import { describe, expect, it } from "vitest";
import { chart } from "./chart.js";
import { noteBest, type Results, ratiosOf } from "./results.js";
import { table } from "./table.js";

const RESULTS: Results = {
  date: "2026-11-21T08:00:00.000Z",
  mode: "quick",
  turns: 8,
  seconds: 20,
  machine: { cpu: "A <fast> & cool CPU", cores: 2, platform: "linux-x64", node: "v20.19.0", features: ["sha_ni"] },
  versions: { "durable-id": "0.1.0" },
  absent: { C: "no C compiler" },
  nanoseconds: { verdicts: { wasm: 160, pure: 1280, noble: 1920 }, idFromName: { wasm: 730 } },
  ratios: [],
};

describe("figures", () => {
  it("keep the best turn", () => {
    const figures = {};
    for (const nanoseconds of [300, 200, 400]) noteBest(figures, "verdicts", "wasm", nanoseconds);
    expect(figures).toEqual({ verdicts: { wasm: 200 } });
  });

  it("become ratios to both engines, with a single ratio between the two engines", () => {
    expect(ratiosOf(RESULTS.nanoseconds)).toEqual([
      { task: "verdicts", of: "wasm", against: "pure", times: 8 },
      { task: "verdicts", of: "wasm", against: "noble", times: 12 },
      { task: "verdicts", of: "pure", against: "noble", times: 1.5 },
    ]);
  });
});

describe("the table", () => {
  it("names the machine, missing contenders, and each figure with its ratio", () => {
    const lines = table(RESULTS).split("\n");
    expect(lines[0]).toBe("A <fast> & cool CPU · 2 cores · sha_ni · linux-x64 · Node 20.19.0");
    expect(lines).toContain("  @noble/hashes          1.92 µs    12.0 ×");
    expect(lines).toContain("Without C: no C compiler");
  });
});

describe("the chart", () => {
  const svg = chart(RESULTS);

  it("has a bar for each figure, scaled to the longest of its panel, and no NaN", () => {
    const lengths = [...svg.matchAll(/<path class="(\w+)" d="M[\d.]+ [\d.]+h([\d.]+)a/g)].map(([, role, length]) => [
      role,
      Number(length),
    ]);
    expect(lengths.map(([role]) => role)).toEqual(["wasm", "pure", "peer", "wasm"]);
    expect(Number(lengths[2]?.[1])).toBeGreaterThan(Number(lengths[1]?.[1]));
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("escapes labels", () => {
    expect(svg).toContain("A &lt;fast> &amp; cool CPU");
  });
});
