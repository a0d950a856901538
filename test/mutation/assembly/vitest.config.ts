import { defineConfig } from "vitest/config";
import project from "../../../vitest.config.ts";

/** Unit tests that run on `src/` and need no `dist/`. */
export default defineConfig({
  resolve: project.resolve ?? {},
  test: {
    include: ["test/{wasm,engine,scanner,bulk}/**/*.test.ts"],
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
