import { defineConfig } from "vitest/config";

/** Every example, copied and installed as its reader would, and its own tests: `npm run test:examples`. */
export default defineConfig({
  test: {
    include: ["test/examples/*.packed.ts"],
    globalSetup: ["test/packed/setup.ts"],
    testTimeout: 240_000,
    hookTimeout: 300_000,
  },
});
