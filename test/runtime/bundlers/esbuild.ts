import { build } from "esbuild";
import { type Bundler, entriesIn } from "./bundle.js";

/** esbuild. The worker is an entry of its own: esbuild leaves its URL as it is. */
export const withEsbuild: Bundler = async ({ project, outdir }) => {
  const { warnings } = await build({
    entryPoints: [...entriesIn(project)],
    absWorkingDir: project,
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    format: "esm",
    logLevel: "silent",
  });
  return {
    warnings: warnings.map(({ text }) => text),
    script: { src: "page-with-worker.mjs", isModule: true },
  };
};
