// What of dist/ is bundled, after tsc has written its modules:
// - dist/node/: the entry points as Node loads them, in a few files instead of a hundred
// - dist/bin.js and dist/cli/: the command line, and dist/durable-id.mjs: all of it in one file, for the machines of a cluster
// - the program of a thread, the decoder of zstd and the listing API with its router: modules with packages in them
import { chmod, copyFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { transform } from "esbuild";
import { rolldown } from "rolldown";
import { licencesOf } from "./bundle/licences.mjs";
import {
  asciiOnly,
  builtinsUnread,
  commanderMinified,
  commanderWithoutProcesses,
  mainWithoutFacade,
  modulesForNode,
  printed,
  threadOfModules,
  zstddecWithoutFetch,
} from "./bundle/plugins.mjs";

const { version, exports } = JSON.parse(await readFile("package.json", "utf8"));

// Removes the comments of tsc's modules, before others join them: the declarations have the documentation.
for (const file of await readdir("dist", { recursive: true })) {
  if (!file.endsWith(".js")) continue;
  const { code } = await transform(await readFile(`dist/${file}`, "utf8"), { target: "es2022" });
  await writeFile(`dist/${file}`, code);
}

/** Node has the modules of WebAssembly as text in its chunks. Where else they come from, `imports` of package.json says. */
const WASM_MODULES = {
  "#wasm-module": resolve("src/engine/module.ts"),
  "#scanner-module": resolve("src/engine/scan/module.ts"),
};

/** Optional peers: they come from where the package is installed, if they are there. */
const PEERS = ["libsql", "hyparquet", "hyparquet-compressors"];

/**
 * Bundles for Node.
 * @returns the paths of all modules in it
 */
async function bundle({
  input,
  external = PEERS,
  define,
  plugins = [],
  print = [printed({ minifyWhitespace: true })],
  ...output
}) {
  const sources = await rolldown({
    input,
    external,
    platform: "node",
    resolve: {
      alias: WASM_MODULES,
      // jsonc-parser's CommonJS can't be bundled.
      mainFields: ["module", "main"],
    },
    transform: { define, target: "node20.19" },
    plugins: [modulesForNode, zstddecWithoutFetch, ...plugins, ...print],
  });
  const { output: chunks } = await sources.write({ format: "es", minify: false, comments: false, ...output });
  return chunks.flatMap(({ moduleIds }) => moduleIds);
}

/** What every bundled entry point loads, then a file for each higher layer, lowest first. */
const LAYERS = Object.entries({
  core: /\/src\/(format|engine|namespace|bulk|sql)\/(?!scan|records)/,
  records: /\/src\/(engine\/scan|bulk\/records)\//,
  system: /\/src\/(text|system|sqlite)\//,
  remote: /\/src\/remote\//,
  check: /\/src\/check\//,
  local: /\/src\/local\//,
  directory: /\/src\/directory\//,
});

/** The entry points of package.json: the name of each one's file in dist/node/, and its source. */
const entryPoints = Object.values(exports)
  .filter((target) => typeof target === "object")
  .map(({ types, node }) => [
    /([\w-]+)\.js$/.exec(node.default)[1],
    types.replace("./dist/", "src/").replace(".d.ts", ".ts"),
  ]);

await bundle({
  input: Object.fromEntries(entryPoints),
  external: [...PEERS, /^@noble\//],
  plugins: [threadOfModules],
  // Local names become short, so that the import takes 0.4 ms less. esbuild would rename some classes too, which users can see.
  minify: { compress: false, mangle: { toplevel: true, keepNames: true }, codegen: { removeWhitespace: false } },
  print: [asciiOnly],
  dir: "dist/node",
  chunkFileNames: "[name]-[hash].js",
  codeSplitting: {
    // A layer is complete without those above it. What is loaded by import() gets a file of its own.
    groups: LAYERS.map(([name, test], i) => ({ name, test, tags: ["$initial"], priority: LAYERS.length - i })),
  },
});

await bundle({
  // A small file for threads: with all of the command line in it, each would take 5 MB more (measured).
  input: "src/check/threads/worker.ts",
  file: "dist/check/threads/worker.js",
});

const program = {
  input: "src/bin.ts",
  banner: "#!/usr/bin/env node",
  plugins: [commanderWithoutProcesses, commanderMinified],
};
const inProgram = await bundle({
  ...program,
  define: { DURABLE_ID_VERSION: JSON.stringify(version), DURABLE_ID_THREAD: "undefined" },
  print: [printed({ minifyWhitespace: true }), builtinsUnread, mainWithoutFacade],
  banner: ({ isEntry }) => (isEntry ? program.banner : ""),
  dir: "dist",
  // Each command is loaded when it is called. What all of them load is one file, and so is the core.
  chunkFileNames: "cli/[name]-[hash].js",
  codeSplitting: {
    groups: [
      { name: "program", test: /\/src\/cli\/main\.ts$/, priority: 2 },
      { name: "core", test: /\/src\/(format|engine|namespace|bulk)\//, priority: 1 },
    ],
  },
});
await writeFile("dist/bin.LICENSES.txt", await licencesOf(inProgram));
await bundle({
  ...program,
  define: {
    DURABLE_ID_VERSION: JSON.stringify(version),
    DURABLE_ID_THREAD: JSON.stringify(await readFile("dist/check/threads/worker.js", "utf8")),
  },
  print: [printed({ minify: true }), builtinsUnread],
  // Takes 10 MB more memory than the chunks.
  file: "dist/durable-id.mjs",
  codeSplitting: false,
});
for (const file of ["bin.js", "durable-id.mjs"]) await chmod(`dist/${file}`, 0o755);

const inDecoder = await bundle({
  input: "src/check/inputs/zstd-decoder.ts",
  file: "dist/check/inputs/zstd-decoder.js",
});
await writeFile("dist/check/LICENSES.txt", await licencesOf(inDecoder));

const inRest = await bundle({
  input: "dist/rest.js",
  // An object is of the same class for all entry points, so the modules of other folders stay outside.
  external: (specifier, importer = "") =>
    /^(@noble|\.\.|\.\/directory)\//.test(specifier) && !importer.includes("node_modules"),
  print: [],
  file: "dist/rest.js",
});
for (const file of await readdir("dist/rest")) {
  if (file.endsWith(".js")) await rm(`dist/rest/${file}`);
}
await writeFile("dist/rest/LICENSES.txt", await licencesOf(inRest));

for (const module of ["engine/durable-id.wasm", "engine/scan/durable-id-scanner.wasm"]) {
  await copyFile(`src/${module}`, `dist/${module}`);
}
