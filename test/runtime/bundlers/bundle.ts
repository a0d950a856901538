import { join } from "node:path";
import type { PageScript } from "../chromium/page-text.js";

/** The input and output of a bundler. */
export interface BundleTask {
  /** The project with the installed package and the programs of `test/runtime/programs`. */
  readonly project: string;
  /** A folder for what it makes, which isn't there yet. */
  readonly outdir: string;
}

/** A page that was bundled. */
export interface BundledPage {
  /** All that the bundler warned of. */
  readonly warnings: readonly string[];
  /** The page's script, in `outdir`; undefined if the bundler makes the page itself. */
  readonly script?: PageScript;
}

/** A program for Node that was bundled. */
export interface BundledProgram {
  /** All that the bundler warned of. */
  readonly warnings: readonly string[];
  /** The file to run. */
  readonly file: string;
}

/** A bundler with its defaults: only input, output, and settings that are commented. */
export interface Bundler {
  readonly name: string;
  readonly version: string;
  /** Bundles a page and its web worker. */
  forPages(task: BundleTask): Promise<BundledPage>;
  /** Bundles a program that imports every subpath. The optional peers stay outside. */
  forNode(task: BundleTask): Promise<BundledProgram>;
}

/** The page, and its web worker as a separate entry, for bundlers that don't follow `new URL(…, import.meta.url)`. */
export const pageEntries = (project: string): readonly [page: string, worker: string] => [
  join(project, "page-with-worker.mjs"),
  join(project, "web-worker.mjs"),
];

/** The program for Node. */
export const programEntry = (project: string): string => join(project, "run.mjs");

/** External packages in programs for Node. */
export const OPTIONAL_PEERS = ["libsql", "hyparquet", "hyparquet-compressors"];
