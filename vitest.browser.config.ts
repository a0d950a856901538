import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Suites that need a Chromium: `npm run test:browser`. */
export default defineConfig({
  resolve: { alias: { "#wasm-module": fileURLToPath(new URL("./src/engine/module.ts", import.meta.url)) } },
  test: { include: ["test/browser/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false },
});
