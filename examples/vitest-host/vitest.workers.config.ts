import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

// The tests of test/both/ once more, in Cloudflare's runtime.
export default defineConfig({
  plugins: [cloudflareTest({ wrangler: { configPath: "wrangler.jsonc" } })],
  test: { include: ["test/both/*.test.ts"] },
});
