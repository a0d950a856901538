import type { Bundler } from "./bundle.js";
import { esbuild } from "./esbuild.js";
import { rollup } from "./rollup.js";
import { vite } from "./vite.js";
import { webpack } from "./webpack.js";

/** Every bundler of pages and of programs for Node; wrangler bundles only Workers. */
export const BUNDLERS: readonly Bundler[] = [esbuild, rollup, vite, webpack];
