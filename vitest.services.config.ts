import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

/** `serve` against programs of others, and under load: `npm run test:api`, `test:sdk-python` and `test:load`. */
export default mergeConfig(
  { resolve: base.resolve },
  defineConfig({ test: { include: ["test/{api,load,sdk-python}/*.heavy.ts"], fileParallelism: false } }),
);
