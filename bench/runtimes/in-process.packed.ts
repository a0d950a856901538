import { describe, expect, inject, it } from "vitest";
import { versionOf } from "../../support/runtimes/binaries.js";
import { benchInProcess } from "./in-process.js";

describe.each([
  ["Node", "node26"],
  ["Bun", "bun"],
  ["Deno", "deno"],
] as const)("durable-id bench in %s", (label, name) => {
  it("verifies its material, measures the WASM engine, and names the runtime", () => {
    const { runtime, engine, figures } = benchInProcess(inject("project"), name, 0.1);
    expect(runtime).toEqual({ name: label, version: versionOf(name) });
    expect(engine.name).toBe("wasm");
    expect(figures.filter(({ best, median }) => best > 0 && median >= best)).toHaveLength(12);
  });
});
