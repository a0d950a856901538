import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // These modules exist only in Cloudflare's runtime; durable-id/host exports the same names for Node.
    alias: { "cloudflare:workers": "durable-id/host", "cloudflare:test": "durable-id/host" },
    setupFiles: ["test/setup.ts"],
  },
});
