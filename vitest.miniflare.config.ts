import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

/** State directories that real releases of Miniflare write: `npm run test:miniflare`. */
export default mergeConfig(
  { resolve: base.resolve },
  defineConfig({ test: { include: ["test/local/**/*.heavy.ts"] } }),
);
