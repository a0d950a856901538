import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Suites that need a Chromium; not part of `npm test`. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: { alias: { "#wasm-module": fileURLToPath(new URL("../../src/engine/module.ts", import.meta.url)) } },
  test: { include: ["test/browser/**/*.browser.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
});
