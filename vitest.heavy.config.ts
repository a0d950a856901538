import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

/** What takes minutes and gigabytes: `npm run test:heavy`. */
export default mergeConfig(
  { resolve: base.resolve },
  defineConfig({
    test: { include: ["test/heavy/*.heavy.ts"], fileParallelism: false, testTimeout: 600_000 },
  }),
);
