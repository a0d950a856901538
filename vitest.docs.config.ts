import { defineConfig } from "vitest/config";

/** Every block of code and every link of README.md, docs/ and examples/, as a reader would try them: `npm run test:docs`. */
export default defineConfig({
  test: {
    include: ["test/docs/*.docs.ts"],
    globalSetup: ["test/packed/setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
