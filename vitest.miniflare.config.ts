import { defineConfig, mergeConfig } from "vitest/config";
import config from "./vitest.config.js";

/** The suites that need the network and minutes: `npm run test:miniflare`. */
export default mergeConfig(
  config,
  defineConfig({ test: { include: ["test/local/**/*.heavy.ts"], exclude: ["**/*.test.ts"] } }),
);
