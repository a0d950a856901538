import { defineConfig } from "vitest/config";

/** Each test opens its own page in a real Chromium. */
export default defineConfig({ test: { testTimeout: 30_000, hookTimeout: 60_000 } });
