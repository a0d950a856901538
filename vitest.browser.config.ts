import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

/** Suites that need a Chromium: `npm run test:browser`. */
export default mergeConfig(
  { resolve: base.resolve },
  defineConfig({
    test: {
      include: ["test/browser/*.browser.ts"],
      testTimeout: 60_000,
      hookTimeout: 60_000,
      fileParallelism: false,
    },
  }),
);
