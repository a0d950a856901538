import { build } from "esbuild";

/** What `import … from "cloudflare:workers"` gives. */
const CLOUDFLARE_WORKERS = import.meta.resolve("durable-id/host");

/** Makes one module of a Worker, as wrangler does; TypeScript is fine. */
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
