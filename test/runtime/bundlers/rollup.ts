import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";
import { type Bundler, entriesIn } from "./bundle.js";

/** Rollup, which finds packages with a plugin alone. The worker is an entry of its own: Rollup leaves its URL as it is. */
export const withRollup: Bundler = async ({ project, outdir }) => {
  const warnings: string[] = [];
  const bundle = await rollup({
    input: [...entriesIn(project)],
    plugins: [nodeResolve()],
    onLog: (_level, { message }) => warnings.push(message),
  });
  await bundle.write({ dir: outdir, entryFileNames: "[name].mjs" });
  await bundle.close();
  return { warnings, script: { src: "page-with-worker.mjs", isModule: true } };
};
