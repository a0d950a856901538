import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { versionOf } from "../../support/runtimes/binaries.js";
import { WORKERD_VERSION } from "../../support/workerd/runtime.js";
import { BUNDLERS } from "./bundlers/index.js";
import { WRANGLER_VERSION } from "./bundlers/wrangler.js";
import { IMPORT_MAP } from "./chromium/import-map.js";

const page = readFileSync(join(inject("project"), "node_modules/durable-id/docs/runtimes.md"), "utf8");

describe("docs/runtimes.md", () => {
  it("names the tested versions", () => {
    const rowOf = (where: string) => page.split("\n").find((row) => row.startsWith(`| ${where} |`));
    for (const node of ["node20", "node22", "node24", "node26"] as const) {
      expect(rowOf("Node")).toContain(versionOf(node));
    }
    expect(rowOf("Bun")).toContain(`| ${versionOf("bun")} |`);
    expect(rowOf("Deno")).toContain(`| ${versionOf("deno")} |`);
    expect(rowOf("Workers")).toContain(`| workerd ${WORKERD_VERSION} |`);
    expect(rowOf("Workers")).toContain(`wrangler ${WRANGLER_VERSION} `);
    for (const { name, version } of BUNDLERS) {
      expect(rowOf("pages and web workers")).toContain(`${name} ${version}`);
    }
  });

  it("has the tested import map", () => {
    const [, text] = /^```json\n(.*?)^```/ms.exec(page) ?? [];
    const { imports } = JSON.parse(text) as { imports: Record<string, string> };
    expect(Object.keys(imports)).toEqual(
      expect.arrayContaining(["durable-id", "#wasm-module", "#scanner-module", "@noble/hashes/"]),
    );
    expect(IMPORT_MAP.imports).toMatchObject(imports);
  });
});
