// Runs a TypeScript file of this repository: node scripts/run.mjs FILE [ARGUMENT…], from the package's root. Node 20 can't strip types, so
// the file is bundled first. Packages stay external, including `durable-id` itself, which is the result of `npm run build`.
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
