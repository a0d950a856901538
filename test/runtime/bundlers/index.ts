import type { Bundler } from "./bundle.js";
import { withEsbuild } from "./esbuild.js";
import { withRollup } from "./rollup.js";
import { withVite } from "./vite.js";
import { withWebpack } from "./webpack.js";

/** Every bundler of pages, by its name. */
export const BUNDLERS: Readonly<Record<string, Bundler>> = {
  esbuild: withEsbuild,
  Rollup: withRollup,
  Vite: withVite,
  webpack: withWebpack,
};
