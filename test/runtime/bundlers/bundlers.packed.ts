import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { describe, expect, inject, it } from "vitest";
import { run } from "../../../support/packed/npm.js";
import { BUNDLERS } from "./index.js";

const project = inject("project");
const ALL_WELL = inject("allWell");

const newFolder = () => join(mkdtempSync(join(project, "bundle-")), "out");

describe.each(BUNDLERS)("$name $version", (bundler) => {
  it("bundles a page and its web worker without warnings", async () => {
    const { warnings } = await bundler.forPages({ project, outdir: newFolder() });
    expect(warnings).toEqual([]);
  });

  it("bundles every subpath for Node without warnings, and loads the WASM engine", async () => {
    const { warnings, file } = await bundler.forNode({ project, outdir: newFolder() });
    expect(warnings).toEqual([]);
    expect(run(project, process.execPath, [file])).toEqual({ status: 0, stdout: `${ALL_WELL}\n`, stderr: "" });
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

  it("contains only the installed package and its one dependency", async () => {
    const inputs = Object.keys((await bundled).metafile.inputs);
    expect(inputs).toContain("node_modules/durable-id/dist/engine/module.js");
    expect(
      inputs.filter((input) => !/^(node_modules\/(durable-id|@noble\/hashes)\/|[a-z]+\.mjs$)/.test(input)),
    ).toEqual([]);
  });

  it("loads the WASM engine with only the globals of a page", async () => {
    const [{ text }] = (await bundled).outputFiles;
    const coding = { TextEncoder, TextDecoder, atob, btoa, crypto, structuredClone, TransformStream };
    const web = { URL, Headers, Request, Response, DOMException, setTimeout, clearTimeout };
    const context = createContext({ ...coding, ...web });
    runInContext(text, context);
    const vectors: unknown = (await import(join(project, "vectors.mjs"))).default;
    const { answer } = context as { answer: (vectors: unknown) => Promise<string> };
    expect(await answer(vectors)).toBe(ALL_WELL);
  });
});
