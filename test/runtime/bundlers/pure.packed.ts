import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build as esbuild } from "esbuild";
import { defaultClientConditions, build as vite } from "vite";
import { expect, inject, it } from "vitest";
import webpack from "webpack";
import { run } from "../../../support/packed/npm.js";

const CONDITION = "durable-id-pure";
const folder = mkdtempSync(join(inject("project"), "pure-"));
const entry = join(folder, "entry.mjs");
writeFileSync(
  entry,
  `import { DurableObjectNamespace, engineReport } from "durable-id";
import { createValidator } from "durable-id";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const records = createValidator([rooms]).records({ format: "jsonl" });
const lines = new Blob([JSON.stringify(String(rooms.idFromName("foo"))), "\\n1\\n"]).stream();
for await (const { tally } of lines.pipeThrough(records)) console.log(engineReport().name, tally.valid, tally.total);
`,
);

/** The settings that docs/sdks.md has for each tool; all make the program `out.mjs` of {@link entry}. */
const BUNDLES: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  esbuild: (path) =>
    esbuild({
      entryPoints: [entry],
      bundle: true,
      format: "esm",
      conditions: [CONDITION],
      outfile: join(path, "out.mjs"),
    }),
  Vite: (path) =>
    vite({
      root: folder,
      configFile: false,
      logLevel: "silent",
      resolve: { conditions: [CONDITION, ...defaultClientConditions] },
      build: { outDir: path, lib: { entry, formats: ["es"], fileName: () => "out.mjs" } },
    }),
  webpack: (path) =>
    new Promise((done, failed) => {
      const compiler = webpack({
        mode: "production",
        entry,
        // A module for Node, which finds the chunk that `records()` loads.
        target: "node",
        experiments: { outputModule: true },
        output: { path, filename: "out.mjs", module: true },
        resolve: { conditionNames: [CONDITION, "..."] },
      });
      compiler.run((fault) =>
        compiler.close((closing) => (fault || closing ? failed(fault ?? closing) : done(undefined))),
      );
    }),
};

it.each(Object.keys(BUNDLES))("%s omits the WASM engine with the condition durable-id-pure", async (name) => {
  const path = join(folder, name);
  await BUNDLES[name](path);
  const ended = run(folder, process.execPath, [join(path, "out.mjs")]);
  expect(ended).toEqual({ status: 0, stdout: "pure 1 2\n", stderr: "" });
});
