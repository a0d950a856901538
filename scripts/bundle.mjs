// What the package brings along of its dev dependencies: the command line, dist/bin.js and dist/cli/, and the program of its threads; the listing API with
// its router, dist/rest/index.js; the zstd decoder of durable-id/check. Each with the licences of what is in it.
import { chmod, copyFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { build } from "esbuild";

/** zstddec loads its module through `fetch` if there is one. In Node that takes 60 ms and 10 MB: this is its other way. */
const zstddecWithoutFetch = {
  name: "zstddec-without-fetch",
  setup({ onLoad }) {
    onLoad({ filter: /zstddec-stream\.mjs$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace('typeof fetch !== "undefined"', "false");
      if (contents === source) throw new Error("zstddec no longer loads its module through fetch: remove this plugin.");
      return { contents };
    });
  },
};

const { version } = JSON.parse(await readFile("package.json", "utf8"));

/** How the command line is bundled. */
const program = {
  entryPoints: ["src/bin.ts"],
  bundle: true,
  platform: "node",
  target: "node20.19",
  format: "esm",
  // commander is CommonJS, and requires Node's modules when it is called.
  banner: {
    js: '#!/usr/bin/env node\nimport { createRequire as createRequire_ } from "node:module";\nconst require = createRequire_(import.meta.url);',
  },
  // Optional peers: they come from where the package is installed, if they are there.
  external: ["libsql", "hyparquet", "hyparquet-compressors"],
  // jsonc-parser's CommonJS can't be bundled.
  mainFields: ["module", "main"],
  plugins: [zstddecWithoutFetch],
  // Node prints the whole line of an exception that nobody caught.
  lineLimit: 200,
};

const { metafile } = await build({
  ...program,
  outdir: "dist",
  // Each command is loaded when it is called.
  splitting: true,
  chunkNames: "cli/[name]-[hash]",
  // Names stay, for stack traces; white space was a third of the file.
  minifyWhitespace: true,
  define: { DURABLE_ID_VERSION: JSON.stringify(version), DURABLE_ID_THREAD: "undefined" },
  metafile: true,
});
await build({
  // A small file for threads: with all of the command line in it, each would take 5 MB more (measured).
  entryPoints: ["src/check/threads/worker.ts"],
  outfile: "dist/check/threads/worker.js",
  bundle: true,
  platform: "node",
  target: "node20.19",
  format: "esm",
  minifyWhitespace: true,
  lineLimit: 200,
});
// All of it in one file, to be shipped to the machines of a cluster: takes 10 MB more memory than the chunks.
await build({
  ...program,
  outfile: "dist/durable-id.mjs",
  minify: true,
  define: {
    DURABLE_ID_VERSION: JSON.stringify(version),
    DURABLE_ID_THREAD: JSON.stringify(await readFile("dist/check/threads/worker.js", "utf8")),
  },
});
for (const file of ["bin.js", "durable-id.mjs"]) await chmod(`dist/${file}`, 0o755);
for (const module of ["engine/durable-id.wasm", "engine/scan/durable-id-scanner.wasm"]) {
  await copyFile(`src/${module}`, `dist/${module}`);
}
await writeFile("dist/bin.LICENSES.txt", await licencesOf(Object.keys(metafile.inputs)));

const zstd = await build({
  entryPoints: ["src/check/inputs/zstd-decoder.ts"],
  outfile: "dist/check/inputs/zstd-decoder.js",
  bundle: true,
  platform: "node",
  target: "node20.19",
  format: "esm",
  plugins: [zstddecWithoutFetch],
  metafile: true,
});
await writeFile("dist/check/LICENSES.txt", await licencesOf(Object.keys(zstd.metafile.inputs)));

/** Leaves the modules of other folders outside: an ID must be of the same class for all entry points. */
const withoutOtherFolders = {
  name: "without-other-folders",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\// }, ({ path, resolveDir }) => {
      const folder = resolve("src/sql");
      const module = relative(folder, resolve(resolveDir, path));
      return module.startsWith("..") ? { path: module, external: true } : undefined;
    });
  },
};

// One module of many small ones, which every import of the package would read. The types stay as tsc made them.
await build({
  entryPoints: ["src/sql/index.ts"],
  outfile: "dist/sql/index.js",
  bundle: true,
  platform: "neutral",
  target: "es2022",
  format: "esm",
  plugins: [withoutOtherFolders],
});
for (const file of await readdir("dist/sql", { recursive: true })) {
  if (file.endsWith(".js") && file !== "index.js") await rm(`dist/sql/${file}`);
}

// The types stay as tsc made them; the modules that import the router would find none.
const rest = await build({
  entryPoints: ["src/rest.ts"],
  outfile: "dist/rest.js",
  bundle: true,
  platform: "neutral",
  target: "es2022",
  format: "esm",
  external: ["@noble/hashes/*"],
  metafile: true,
});
for (const file of await readdir("dist/rest")) {
  if (file.endsWith(".js")) await rm(`dist/rest/${file}`);
}
await writeFile("dist/rest/LICENSES.txt", await licencesOf(Object.keys(rest.metafile.inputs)));

/** The licence of each package that gave a file to the bundle. @throws Error if none did: then the paths are not understood */
async function licencesOf(files) {
  const packages = new Set(files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
  if (packages.size === 0) throw new Error(`No file of a package among ${files.join(", ")}.`);
  const texts = [...packages].sort().map(async (name) => {
    const file = (await readdir(`node_modules/${name}`)).find((entry) => /^LICENSE(\.md)?$/.test(entry));
    const licence = await readFile(`node_modules/${name}/${file}`, "utf8");
    return `${name}\n${"=".repeat(name.length)}\n\n${licence.trim()}\n`;
  });
  return (await Promise.all(texts)).join("\n\n");
}
