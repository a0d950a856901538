import { readdirSync } from "node:fs";
import { build } from "esbuild";

/** The folder of the modules that run in separate processes. */
export const BUNDLED = "build/bench";

/** Bundles them without packages, and without `durable-id`, so that the output of `npm run build` is measured. */
export async function bundleProcesses(): Promise<void> {
  await build({
    entryPoints: ["contenders", "start"].flatMap((folder) =>
      readdirSync(`bench/${folder}`).map((file) => `bench/${folder}/${file}`),
    ),
    outbase: "bench",
    outdir: BUNDLED,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
}
