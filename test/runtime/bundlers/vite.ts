import { build, createLogger, type Logger } from "vite";
import type { Bundler } from "./bundle.js";

/** A logger of Vite's that keeps what it is told, but for how the work goes on. */
export function keepingLogger(kept: string[]): Logger {
  const keep = (text: string) => {
    kept.push(text);
  };
  return { ...createLogger("silent"), warn: keep, warnOnce: keep, error: keep };
}

/** Vite: it starts from the project's `index.html`, makes a page of it, and finds the worker by its URL. */
export const withVite: Bundler = async ({ project, outdir }) => {
  const warnings: string[] = [];
  const customLogger = keepingLogger(warnings);
  await build({ root: project, configFile: false, logLevel: "warn", customLogger, build: { outDir: outdir } });
  return { warnings };
};
