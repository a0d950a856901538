import { join } from "node:path";
import { type BuildOptions, build, version } from "esbuild";
import { type Bundler, OPTIONAL_PEERS, pageEntries, programEntry } from "./bundle.js";

async function warningsOf(options: BuildOptions): Promise<string[]> {
  const { warnings } = await build({ ...options, bundle: true, format: "esm", logLevel: "silent" });
  return warnings.map(({ text }) => text);
}

/** esbuild. A page's worker is a separate entry, because esbuild doesn't change its URL. */
export const esbuild: Bundler = {
  name: "esbuild",
  version,

  forPages: async ({ project, outdir }) => ({
    warnings: await warningsOf({
      entryPoints: [...pageEntries(project)],
      absWorkingDir: project,
      outdir,
      outExtension: { ".js": ".mjs" },
    }),
    script: { src: "page-with-worker.mjs", isModule: true },
  }),

  forNode: async ({ project, outdir }) => {
    const outfile = join(outdir, "run.mjs");
    const entryPoints = [programEntry(project)];
    const warnings = await warningsOf({ entryPoints, outfile, platform: "node", external: [...OPTIONAL_PEERS] });
    return { warnings, file: outfile };
  },
};
