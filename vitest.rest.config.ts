import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

/** What needs Python, or half a minute under load: `npm run test:api`, `test:load`, `test:sdk-python`. */
export default mergeConfig(
  { resolve: base.resolve },
  defineConfig({ test: { include: ["test/{api,load,sdk-python}/*.heavy.ts"] } }),
);
