// Runs a TypeScript file of this repository: node scripts/run.mjs FILE [ARGUMENT…], from the package's root. Node 20 strips no types,
// so it is bundled first; packages stay outside, `durable-id` itself among them, which is what `npm run build` made.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [, , entry, ...rest] = process.argv;
const outfile = resolve("build/run", entry.replace(/\.ts$/, ".mjs"));
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
});
process.argv.splice(1, Infinity, outfile, ...rest);
await import(pathToFileURL(outfile).href);
