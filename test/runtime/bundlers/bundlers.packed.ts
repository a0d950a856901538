import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { describe, expect, inject, it } from "vitest";
import { BUNDLERS } from "./index.js";

const project = inject("project");

describe.each(Object.entries(BUNDLERS))("%s, for the browser", (_, bundle) => {
  it("bundles without a word", async () => {
    const { warnings } = await bundle({ project, outdir: join(mkdtempSync(join(project, "bundle-")), "out") });
    expect(warnings).toEqual([]);
  });
});

describe("a bundle", () => {
  const bundled = build({
    entryPoints: [join(project, "bare.mjs")],
    absWorkingDir: project,
    bundle: true,
    write: false,
    metafile: true,
    platform: "browser",
    logLevel: "silent",
  });

  it("is of the installed package and its one dependency alone", async () => {
    const inputs = Object.keys((await bundled).metafile.inputs);
    expect(inputs).toContain("node_modules/durable-id/dist/engine/module.js");
    expect(
      inputs.filter((input) => !/^(node_modules\/(durable-id|@noble\/hashes)\/|[a-z]+\.mjs$)/.test(input)),
    ).toEqual([]);
  });

  it("loads the WASM engine where there is nothing but what every page has", async () => {
    const [{ text }] = (await bundled).outputFiles;
    const web = { TextEncoder, TextDecoder, atob, btoa, crypto, structuredClone, URL, Response };
    const context = createContext(web);
    runInContext(text, context);
    const vectors: unknown = (await import(join(project, "vectors.mjs"))).default;
    const { answer } = context as { answer: (vectors: unknown) => string };
    expect(answer(vectors)).toBe(inject("allWell"));
  });
});
