import { join } from "node:path";

/** What a bundler is to bundle, and where to. */
export interface BundleTask {
  /** The project into which the package was installed: programs of `test/runtime/programs` are in it. */
  readonly project: string;
  /** A folder for what it makes, which isn't there yet. */
  readonly outdir: string;
}

/** What came of it. */
export interface Bundled {
  /** All that the bundler had to say: warnings, and errors of which it goes on. */
  readonly warnings: readonly string[];
  /** The page's script, from `outdir`, and whether that is a module; nothing where the bundler makes the page itself. */
  readonly script?: { readonly src: string; readonly isModule: boolean };
}

/** Bundles a page with its web worker for the browser, with no configuration but for what comes in and where it goes. */
export type Bundler = (task: BundleTask) => Promise<Bundled>;

/** The page, and its web worker, which bundlers that follow no `new URL(…, import.meta.url)` have to be told of. */
export const entriesIn = (project: string): readonly [page: string, worker: string] => [
  join(project, "page-with-worker.mjs"),
  join(project, "web-worker.mjs"),
];
