import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import type { BenchReport } from "../../src/cli/bench/report.js";
import { run } from "../packed/npm.js";
import { binaryOf, versionOf } from "./binaries.js";

const bin = join(inject("project"), "node_modules/durable-id/dist/bin.js");

describe.each([
  ["Node", "node26", []],
  ["Bun", "bun", []],
  ["Deno", "deno", ["run", "--allow-all", "--no-lock", "--cached-only"]],
] as const)("durable-id bench in %s", (label, name, before) => {
  it("agrees, measures on the WASM engine, and says where it is", () => {
    const args = [...before, bin, "bench", "--seconds", "0.1", "--json"];
    const { status, stdout, stderr } = run(inject("project"), binaryOf(name), args, { DENO_NO_UPDATE_CHECK: "1" });
    expect([status, stderr]).toEqual([0, ""]);
    const { runtime, engine, figures } = JSON.parse(stdout) as BenchReport;
    expect(runtime).toEqual({ name: label, version: versionOf(name) });
    expect(engine.name).toBe("wasm");
    expect(figures.filter(({ best, median }) => best > 0 && median >= best)).toHaveLength(12);
  });
});
