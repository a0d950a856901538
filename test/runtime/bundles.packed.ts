import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { describe, expect, inject, it } from "vitest";
import { withWorkerd } from "../workerd/runtime.js";

const project = inject("project");
const ALL_WELL = inject("allWell");

describe("esbuild, for the browser, without configuration", () => {
  const bundled = build({
    entryPoints: [join(project, "page.mjs")],
    absWorkingDir: project,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "iife",
    logLevel: "silent",
  });

  it("bundles without a word, from the installed package alone", async () => {
    const { warnings, metafile } = await bundled;
    expect(warnings).toEqual([]);
    const inputs = Object.keys(metafile.inputs);
    expect(inputs).toContain("node_modules/durable-id/dist/engine/module.js");
    expect(
      inputs.filter((input) => !/^(node_modules\/(durable-id|@noble\/hashes)\/|[a-z]+\.mjs$)/.test(input)),
    ).toEqual([]);
  });

  it("loads the WASM engine where there is nothing but what pages have", async () => {
    const [{ text }] = (await bundled).outputFiles;
    const said: string[] = [];
    const web = {
      TextEncoder,
      TextDecoder,
      atob,
      btoa,
      crypto,
      structuredClone,
      print: (line: string) => said.push(line),
    };
    runInContext(text, createContext(web));
    expect(said).toEqual([ALL_WELL]);
  });
});

describe("esbuild, for a Worker", () => {
  it("loads the WASM engine from the .wasm file, in a real workerd", async () => {
    const entry = join(project, "worker.mjs");
    expect(await withWorkerd({ entry }, (workerd) => workerd.ask("/"))).toBe(ALL_WELL);
  });
});
