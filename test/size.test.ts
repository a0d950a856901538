import { statSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

/** What a browser downloads that takes the core entry point and no WASM: what `npm run build` made, minified, in bytes. */
async function bundled(): Promise<{ readonly code: string; readonly inputs: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: 'export * from "durable-id";', resolveDir: "." },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    conditions: ["durable-id-pure"],
    // Without the paths of tsconfig.json, which would lead back to src/.
    tsconfigRaw: {},
    logLevel: "silent",
  });
  return { code: outputFiles[0].text, inputs: Object.keys(metafile.inputs) };
}

describe("size", () => {
  it("the core entry point with the pure engine is at most 12 KB, minified and gzipped", async () => {
    const { code, inputs } = await bundled();
    expect(inputs).toContain("dist/engine/module.none.js");
    expect(inputs).not.toContain("dist/engine/module.js");
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(12 * 1024);
  });

  it("that build's engine is the pure one, and its WASM engine says why there is none", async () => {
    const { code } = await bundled();
    const { DurableObjectNamespace }: typeof import("../src/index.js") = await import(
      `data:text/javascript,${encodeURIComponent(code)}`
    );
    const id = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" }).idFromName("foo");
    expect(String(id)).toBe("37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5");
    expect(() => new DurableObjectNamespace({ uniqueKey: "a", engine: "wasm" })).toThrow(
      "this build has no WASM module",
    );
  });

  it("the WASM module is at most 24 KB", () => {
    expect(statSync("dist/engine/durable-id.wasm").size).toBeLessThanOrEqual(24 * 1024);
  });
});
