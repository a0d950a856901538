import { join } from "node:path";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { type RollupOptions, rollup as start, VERSION } from "rollup";
import { type Bundler, OPTIONAL_PEERS, pageEntries, programEntry } from "./bundle.js";

/** Bundles with the one plugin without which Rollup finds no packages. */
async function warningsOf(options: RollupOptions, dir: string): Promise<string[]> {
  const warnings: string[] = [];
  const onLog: RollupOptions["onLog"] = (_level, { message }) => warnings.push(message);
  const bundle = await start({ ...options, plugins: [nodeResolve()], onLog });
  await bundle.write({ dir, entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" });
  await bundle.close();
  return warnings;
}

/** Rollup. A page's worker is a separate entry, because Rollup doesn't change its URL. */
export const rollup: Bundler = {
  name: "Rollup",
  version: VERSION,

  forPages: async ({ project, outdir }) => ({
    warnings: await warningsOf({ input: [...pageEntries(project)] }, outdir),
    script: { src: "page-with-worker.mjs", isModule: true },
  }),

  forNode: async ({ project, outdir }) => ({
    warnings: await warningsOf({ input: programEntry(project), external: [...OPTIONAL_PEERS] }, outdir),
    file: join(outdir, "run.mjs"),
  }),
};
