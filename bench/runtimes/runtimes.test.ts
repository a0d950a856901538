import { describe, expect, it } from "vitest";
import { disagreement, questionsOf } from "../../src/cli/bench/agreement.js";
import { BENCH_KEY, materialBy } from "../../src/cli/bench/material.js";
import { nodeCryptoContender } from "../../src/cli/bench/node-crypto.js";
import type { BenchReport } from "../../src/cli/bench/report.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { runtimesChart } from "./chart.js";
import { runtimesMarkdown } from "./markdown.js";
import { nativeContender } from "./native.js";
import type { RuntimeResults } from "./results.js";
import { subtleContender } from "./subtle.js";
import { runtimesTable } from "./table.js";

const figure = (contender: string, best: number, times: number) =>
  ({ operation: "verdicts", contender, best, median: best, times }) as const;
const REPORT: BenchReport = {
  version: "0.1.0",
  runtime: { name: "Node", version: "24.21.0" },
  machine: { cpu: "A <fast> CPU", cores: 2, platform: "linux-x64" },
  engine: { name: "wasm", fallbackReason: null },
  turns: 9,
  contenders: { wasm: "WASM engine", own: "node:crypto" },
  figures: [figure("wasm", 170, 1), figure("own", 1530, 9)],
};
const WORKERD: BenchReport = {
  ...REPORT,
  runtime: { name: "workerd", version: "1.20261023.1" },
  figures: [...REPORT.figures, figure("native", 850, 5)],
};
const RESULTS: RuntimeResults = {
  date: "2026-11-21T08:00:00.000Z",
  seconds: 12,
  machine: { cpu: "A <fast> CPU", cores: 2, platform: "linux-x64", node: "v20.20.2", features: ["sha_ni"] },
  reports: [REPORT, WORKERD],
};

describe("the table of runtimes", () => {
  it("has a row for each runtime, with its figures", () => {
    const rows = runtimesTable(RESULTS).split("\n");
    expect(rows[0]).toBe("A <fast> CPU · 2 cores · sha_ni · linux-x64");
    const found = rows.filter((row) => /^(Node 24|workerd)/.test(row)).map((row) => row.replace(/ {2,}/g, " | "));
    expect(found.slice(0, 2)).toEqual([
      "Node 24.21.0 | 170 ns | 1.53 µs | 9.00 ×",
      "workerd 1.20261023.1 | 170 ns | 1.53 µs | 9.00 × | 850 ns | 5.00 ×",
    ]);
  });
});

describe("the tables of the page", () => {
  it("have a cell for each column, which is empty without a figure", () => {
    const markdown = runtimesMarkdown(RESULTS);
    expect(markdown).toContain("\u00a0ns");
    const rows = markdown.replaceAll("\u00a0", " ").split("\n");
    expect(rows).toContain("| Node 24.21.0 | 170 ns |  |  | 1.53 µs | 9.00 × |  |  |");
    expect(rows).toContain("| workerd 1.20261023.1 | 170 ns |  |  | 1.53 µs | 9.00 × | 850 ns | 5.00 × |");
    expect(new Set(rows.filter((row) => row !== "").map((row) => row.split("|").length))).toEqual(new Set([10]));
  });
});

describe("the chart of runtimes", () => {
  const svg = runtimesChart(RESULTS);

  it("has a mark for each figure, with faster ones further left, and no NaN", () => {
    const panel = svg.slice(svg.indexOf("<g>"));
    const circles = [...panel.matchAll(/<circle class="wasm" cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    const squares = [...panel.matchAll(/<rect class="own" x="([\d.]+)"/g)].map(([, x]) => Number(x));
    const diamonds = [...panel.matchAll(/<path class="native" d="M([\d.]+) /g)].map(([, x]) => Number(x));
    expect([circles.length, squares.length, diamonds.length]).toEqual([2, 2, 1]);
    expect(circles[1]).toBeLessThan(diamonds[0]);
    expect(diamonds[0]).toBeLessThan(squares[1]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("escapes labels", () => {
    expect(svg).toContain("A &lt;fast> CPU");
  });
});

describe("contenders in pages and Workers", () => {
  it("agree with node:crypto on strings of every kind", async () => {
    const own = nodeCryptoContender(BENCH_KEY);
    // Only the calls that our namespace also has are used.
    const native = nativeContender(new DurableObjectNamespace({ uniqueKey: BENCH_KEY }));
    const contenders = [own, await subtleContender(BENCH_KEY), native];
    expect(await disagreement(contenders, questionsOf(await materialBy(own)))).toBeUndefined();
  });
});
