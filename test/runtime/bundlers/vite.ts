import { join } from "node:path";
import { build, createLogger, type InlineConfig, type Logger, version } from "vite";
import { type Bundler, OPTIONAL_PEERS, programEntry } from "./bundle.js";

/** A logger of Vite's that keeps what it is warned of. */
export function keepingLogger(kept: string[]): Logger {
  const keep = (text: string) => {
    kept.push(text);
  };
  return { ...createLogger("silent"), warn: keep, warnOnce: keep, error: keep };
}

async function warningsOf(root: string, options: InlineConfig): Promise<string[]> {
  const warnings: string[] = [];
  await build({ root, configFile: false, logLevel: "warn", customLogger: keepingLogger(warnings), ...options });
  return warnings;
}

/** Vite. It starts from the project's `index.html`, makes a page of it, and finds the worker by its URL. */
export const vite: Bundler = {
  name: "Vite",
  version,

  forPages: async ({ project, outdir }) => ({
    warnings: await warningsOf(project, { build: { outDir: outdir } }),
  }),

  // For servers, Vite bundles packages only with this setting.
  forNode: async ({ project, outdir }) => ({
    warnings: await warningsOf(project, {
      build: { ssr: programEntry(project), outDir: outdir, copyPublicDir: false },
      ssr: { noExternal: true, external: [...OPTIONAL_PEERS] },
    }),
    file: join(outdir, "run.mjs"),
  }),
};
