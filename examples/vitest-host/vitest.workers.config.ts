import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

// Runs the tests of test/both/ in Cloudflare's runtime.
export default defineConfig({
  plugins: [cloudflareTest({ wrangler: { configPath: "wrangler.jsonc" } })],
  test: { include: ["test/both/*.test.ts"] },
});
