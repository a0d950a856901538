import webpack, { type Stats } from "webpack";
import { type Bundler, entriesIn } from "./bundle.js";

/** webpack: it finds the worker by its URL. Without a `mode` it would warn that it takes `production`. */
export const withWebpack: Bundler = async ({ project, outdir }) => {
  const [entry] = entriesIn(project);
  const stats = await run({ mode: "production", context: project, entry, output: { path: outdir } });
  const { warnings = [], errors = [] } = stats.toJson({ all: false, warnings: true, errors: true });
  return {
    warnings: [...warnings, ...errors].map(({ message }) => message),
    script: { src: "main.js", isModule: false },
  };
};

function run(options: webpack.Configuration): Promise<Stats> {
  const compiler = webpack(options);
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
