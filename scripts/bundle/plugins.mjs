// Plugins of Rolldown, which bundles for Node.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";

/** Takes x.node.ts instead of x.ts, where there is one. */
export const modulesForNode = {
  name: "modules for Node",
  resolveId: {
    filter: { id: /^\.\.?\/.*\.js$/ },
    handler(specifier, importer) {
      const path = join(importer, "..", specifier.replace(/\.js$/, ".node.ts"));
      return existsSync(path) ? path : undefined;
    },
  },
};

/** Replaces a text in one module. @throws Error if the module doesn't have it */
function replaceIn(id, text, replacement) {
  return {
    name: `replace in ${id.source}`,
    transform: {
      filter: { id },
      handler(code, path) {
        if (!code.includes(text)) throw new Error(`${path} does not contain ${text}`);
        return code.replace(text, replacement);
      },
    },
  };
}

/** zstddec loads its module through `fetch` if there is one. In Node that takes 60 ms and 10 MB: this is its other way. */
export const zstddecWithoutFetch = replaceIn(/zstddec-stream\.mjs$/, 'typeof fetch !== "undefined"', "false");

/** commander loads what starts processes for subcommands that are other programs. None is, and loading it takes 1.5 ms. */
export const commanderWithoutProcesses = replaceIn(
  /commander\/lib\/command\.js$/,
  "const childProcess = require('node:child_process');",
  "",
);

/** The modules of dist/check/ and the chunks of dist/node/ start the same program as a thread. */
export const threadOfModules = replaceIn(/threads\/spawn\.ts$/, '"./worker.js"', '"../check/threads/worker.js"');

/** Prints chunks without comments and white space, in short lines: Node prints the whole line of an exception that nobody caught. */
export function printed(options) {
  return {
    name: "printed",
    async renderChunk(code) {
      return (await transform(code, { format: "esm", lineLimit: 200, legalComments: "none", ...options })).code;
    },
  };
}
