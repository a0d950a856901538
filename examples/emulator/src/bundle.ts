import { build } from "esbuild";

/** Replaces `cloudflare:workers`. */
const CLOUDFLARE_WORKERS = import.meta.resolve("durable-id/host");

/** Bundles a Worker into one module, as wrangler does. Supports TypeScript. */
export async function bundleWorker(main: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [main],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2022",
    conditions: ["workerd", "worker", "browser"],
    external: ["node:*"],
    plugins: [
      {
        name: "cloudflare:workers",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^cloudflare:workers$/ }, () => ({ path: CLOUDFLARE_WORKERS, external: true })),
      },
    ],
  });
}
