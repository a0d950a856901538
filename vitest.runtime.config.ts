import { defineConfig } from "vitest/config";

/** The packed package in every runtime, which are fetched from npm: `npm run test:runtime`. */
export default defineConfig({
  test: {
    include: ["test/packed/*.packed.ts", "test/runtime/**/*.packed.ts"],
    globalSetup: ["test/runtime/fetch.ts", "test/packed/setup.ts", "test/runtime/setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
