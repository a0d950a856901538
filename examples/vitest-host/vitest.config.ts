import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // What only Cloudflare's runtime has, in Node: durable-id/host exports the same names.
    alias: { "cloudflare:workers": "durable-id/host", "cloudflare:test": "durable-id/host" },
    setupFiles: ["test/setup.ts"],
  },
});
