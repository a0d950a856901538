import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "#wasm-module": fileURLToPath(new URL("./src/engine/module.ts", import.meta.url)),
      "#scanner-module": fileURLToPath(new URL("./src/engine/scan/module.ts", import.meta.url)),
    },
  },
  test: {
    include: ["test/**/*.test.ts"],
    // Vitest leaves a core to itself, which is half of a machine of two: 128 s for 85.
    maxWorkers: "100%",
  },
});
