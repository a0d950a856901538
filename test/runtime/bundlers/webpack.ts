import { join } from "node:path";
import start, { type Configuration, type Stats } from "webpack";
import { type Bundler, OPTIONAL_PEERS, pageEntries, programEntry } from "./bundle.js";

/** Bundles in the mode `production`; without one webpack would warn that it takes this. */
async function warningsOf(options: Configuration): Promise<string[]> {
  const stats = await run({ ...options, mode: "production" });
  const { warnings = [], errors = [] } = stats.toJson({ all: false, warnings: true, errors: true });
  return [...warnings, ...errors].map(({ message }) => message);
}

function run(options: Configuration): Promise<Stats> {
  const compiler = start(options);
  return new Promise((done, failed) => {
    compiler.run((error, stats) => {
      compiler.close((closing) => {
        const fault = error ?? closing;
        if (fault) failed(fault);
        else if (stats === undefined) failed(new Error("webpack gave neither an error nor its outcome."));
        else done(stats);
      });
    });
  });
}

/** webpack. It finds a page's worker by its URL. */
export const webpack: Bundler = {
  name: "webpack",
  version: start.version,

  forPages: async ({ project, outdir }) => ({
    warnings: await warningsOf({ context: project, entry: pageEntries(project)[0], output: { path: outdir } }),
    script: { src: "main.js", isModule: false },
  }),

  forNode: async ({ project, outdir }) => ({
    warnings: await warningsOf({
      context: project,
      entry: programEntry(project),
      output: { path: outdir, filename: "run.cjs" },
      target: "node",
      externals: [...OPTIONAL_PEERS],
    }),
    file: join(outdir, "run.cjs"),
  }),
};
