import { statSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { manifestAt } from "../support/packed/npm.js";

/** The bundle of an import, made from the output of `npm run build`. */
interface Bundled {
  readonly code: string;
  readonly inputs: readonly string[];
  /** Minified and gzipped, in bytes. */
  readonly size: number;
}

/**
 * What is loaded on import: with `splitting`, chunks that are loaded later, if at all, are not counted.
 * Without it, esbuild leaves out everything that is not used; with it, a chunk stays whose importer is unused.
 */
async function bundle(contents: string, conditions: string[] = [], splitting = false): Promise<Bundled> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: "." },
    bundle: true,
    splitting,
    outdir: "build/size",
    minify: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    conditions,
    // Parts that only Node has: an optional peer, and Node's own modules.
    external: ["libsql", "node:*"],
    // Without the paths of tsconfig.json, which would lead back to src/.
    tsconfigRaw: {},
    logLevel: "silent",
  });
  const loaded = new Set(
    Object.keys(metafile.outputs).filter((name) => metafile.outputs[name].entryPoint === "<stdin>"),
  );
  for (const name of loaded) {
    for (const { path, kind, external } of metafile.outputs[name].imports) {
      if (kind === "import-statement" && !external) loaded.add(path);
    }
  }
  const code = outputFiles
    .filter(({ path }) => [...loaded].some((name) => path.endsWith(name)))
    .map(({ text }) => text)
    .join("");
  return { code, inputs: Object.keys(metafile.inputs), size: gzipSync(code, { level: 9 }).length };
}

const KB = 1024;

/** All of an entry point, with the WASM engine in it and without, in bytes: a tenth above what it took when it was set. */
const ENTRY_POINTS: Readonly<Record<string, readonly [wasm: number, pure: number]>> = {
  ".": [32 * KB, 23 * KB],
  "./pure": [8 * KB, 8 * KB],
  "./check": [70 * KB, 60 * KB],
  "./host": [31 * KB, 22 * KB],
  "./local": [32 * KB, 23 * KB],
  "./directory": [36 * KB, 27 * KB],
  "./remote": [10 * KB, 10 * KB],
  "./rest": [38 * KB, 29 * KB],
};

/** The code that an SDK needs to reject IDs. */
const TRY_ID = (entry: string) => `import { DurableObjectNamespace } from "${entry}";
export const parse = (uniqueKey, value) => new DurableObjectNamespace({ uniqueKey }).tryIdFromString(value);`;

/** A single export: unused code is omitted, because each module is a separate file without side effects. */
const SINGLE_IMPORTS: readonly (readonly [statement: string, budget: number])[] = [
  [TRY_ID("durable-id/pure"), 6 * KB],
  // The size on 2026-11-27, before durable-id/pure existed.
  [TRY_ID("durable-id"), 19_529],
  ['export { Verdict } from "durable-id";', 0.2 * KB],
  ['export { isIdString } from "durable-id";', 0.3 * KB],
  ['export { ErrorCode } from "durable-id";', 0.7 * KB],
  // Bundles without SQL functions don't contain SQL code.
  ['export { DurableObjectNamespace } from "durable-id";', 20 * KB],
  ['export { sqlExpression } from "durable-id";', 25 * KB],
  ['export { createListingApi } from "durable-id/rest";', 15 * KB],
  ['export { packId } from "durable-id";', 2 * KB],
  ['export { contextId } from "durable-id";', 2 * KB],
];

describe("size", () => {
  it("is budgeted for every entry point", () => {
    const { exports } = manifestAt("package.json");
    const subpaths = Object.keys(exports).filter((subpath) => !subpath.endsWith(".json"));
    expect(Object.keys(ENTRY_POINTS).sort()).toEqual(subpaths.sort());
  });

  it.each(Object.entries(ENTRY_POINTS))("%s stays within its budgets: %j bytes", async (subpath, [wasm, pure]) => {
    const contents = `export * from "${subpath.replace(".", "durable-id")}";`;
    expect((await bundle(contents, [], true)).size).toBeLessThanOrEqual(wasm);
    expect((await bundle(contents, ["durable-id-pure"], true)).size).toBeLessThanOrEqual(pure);
  });

  it.each(SINGLE_IMPORTS)("%s takes at most %d bytes", async (statement, budget) => {
    expect((await bundle(statement)).size).toBeLessThanOrEqual(budget);
  });

  it("namespaces on only the pure engine take at most 12 KB", async () => {
    const contents = 'export { DurableObjectNamespace } from "durable-id";';
    expect((await bundle(contents, ["durable-id-pure"])).size).toBeLessThanOrEqual(12 * KB);
  });

  it("the condition durable-id-pure omits the WASM engine, whose use is then an error", async () => {
    const { code, inputs } = await bundle('export * from "durable-id";', ["durable-id-pure"]);
    expect(inputs).toContain("dist/engine/module.none.js");
    expect(inputs).not.toContain("dist/engine/module.js");
    const { DurableObjectNamespace }: typeof import("../src/index.js") = await import(
      `data:text/javascript,${encodeURIComponent(code)}`
    );
    const id = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" }).idFromName("foo");
    expect(String(id)).toBe("37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5");
    expect(() => new DurableObjectNamespace({ uniqueKey: "a", engine: "wasm" })).toThrow(
      "this build has no WASM module",
    );
  });

  it("the WASM module takes at most 24 KB, and the scanners' module 8 KB", () => {
    expect(statSync("dist/engine/durable-id.wasm").size).toBeLessThanOrEqual(24 * KB);
    expect(statSync("dist/engine/scan/durable-id-scanner.wasm").size).toBeLessThanOrEqual(8 * KB);
  });
});
