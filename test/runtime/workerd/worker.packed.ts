import { mkdtempSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { type BundledWorker, withWorkerd } from "../../../support/workerd/runtime.js";
import { bundleWithWrangler, WRANGLER_VERSION, wrangler } from "../bundlers/wrangler.js";

const project = inject("project");

function answerOf(entry: string | BundledWorker): Promise<string> {
  return withWorkerd({ entry }, (workerd) => workerd.ask<string>("/"));
}

describe("a Worker in a real workerd", () => {
  it("bundled by esbuild: loads the WASM engine and scanners from the .wasm files", async () => {
    expect(await answerOf(join(project, "worker.mjs"))).toBe(inject("allWell"));
  });

  it(`bundled by wrangler ${WRANGLER_VERSION}: loads the WASM engine and scanners from the .wasm files`, async () => {
    expect(wrangler(project, "--version").stdout).toContain(WRANGLER_VERSION);
    const bundled = bundleWithWrangler(project, join(mkdtempSync(join(project, "wrangler-")), "out"));
    const modules = bundled.wasm.map((file) => basename(file).replace(/^[0-9a-f]+-/, ""));
    expect(modules.sort()).toEqual(["durable-id-scanner.wasm", "durable-id.wasm"]);
    expect(await answerOf(bundled)).toBe(inject("allWell"));
  });
});
