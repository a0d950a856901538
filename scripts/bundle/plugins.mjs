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

/**
 * commander is two thirds of what each call of the command line loads: without its long names, and without `createRequire` for
 * Node's modules, that takes 1.5 ms less.
 */
export const commanderMinified = {
  name: "minified commander",
  transform: {
    filter: { id: /commander\/lib\/.*\.js$/ },
    async handler(code) {
      const source = code.replace(/\brequire\(('node:\w+')\)/g, "globalThis.process.getBuiltinModule($1)");
      return (await transform(source, { minify: true })).code;
    },
  },
};

/**
 * Takes Node's modules from `process.getBuiltinModule`. `import` reads each property of a module, and some, such as `stream` of
 * `node:fs`, load further modules when they are read, which takes 2 ms.
 */
export const builtinsUnread = {
  name: "builtins unread",
  renderChunk: (code) =>
    code.replace(/(?<=^|;)import\s*(\{[^}]*\}|\w+)\s*from\s*("node:[^"]+");?/gm, (_, names, module) => {
      const properties = names.replace(/\s+as\s+/g, ":");
      return `const ${properties}=process.getBuiltinModule(${module});`;
    }),
};

/** `bin.js` loads the chunk that has `main`, and not a chunk that only exports it from there, which takes 0.5 ms. */
export const mainWithoutFacade = {
  name: "main without facade",
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle);
    const facade = chunks.find(({ fileName }) => fileName.startsWith("cli/main-"));
    const bin = chunks.find(({ isEntry }) => isEntry);
    const [, name, program] =
      /^import\s*\{(\w+) as main\}from"\.\/([^"]+)";export\{main\};\s*$/.exec(facade?.code) ?? [];
    const loading = `{main}=await import("./${facade?.fileName}")`;
    if (program === undefined || !bin?.code.includes(loading)) throw new Error("bin.js does not load a facade of main");
    bin.code = bin.code.replace(loading, `{${name}:main}=await import("./cli/${program}")`);
    delete bundle[facade.fileName];
  },
};

/** Escapes what is not ASCII: V8 keeps the text of other files with two bytes for each character, and reads it more slowly. */
export const asciiOnly = {
  name: "ASCII only",
  renderChunk: (code) =>
    code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
};

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
