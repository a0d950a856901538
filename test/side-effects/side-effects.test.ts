import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { sideEffectsOf } from "./realm.js";

const SRC = fileURLToPath(new URL("../../src", import.meta.url));

describe("importing a module has no side effects: no WASM, no randomness, no timers, no globals", () => {
  // Programs exist to do something.
  const programs = ["bin.ts", "check/threads/worker.ts"];
  const paths = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !programs.includes(path),
  );

  it("covers every folder", () => {
    expect(paths.length).toBeGreaterThan(200);
  });

  it.each(paths)("src/%s", async (path) => {
    expect(await sideEffectsOf({ path: join(SRC, path) })).toEqual([]);
  });
});

describe("the trap itself catches", () => {
  const culprits: Record<string, [source: string, found: RegExp]> = {
    randomness: ["export const seed = crypto.getRandomValues(new Uint8Array(4));", /^crypto$/],
    "Math.random": ["export const seed = Math.random();", /^Math\.random$/],
    "compiled WASM": ["export const module = new WebAssembly.Module(new Uint8Array(8));", /^WebAssembly$/],
    "a look whether there is WASM": ["export const simd = WebAssembly.validate(new Uint8Array(8));", /^WebAssembly$/],
    "a timer": ["setTimeout(() => {}, 1);", /^setTimeout$/],
    "a request": ['export const answer = fetch("x");', /^fetch$/],
    "a global": ["globalThis.ours = 1;", /^sets globalThis\.ours$/],
    "a polyfill": ["Array.prototype.ours = 1;", /not extensible|read only/],
    "a namespace made": [
      'import { DurableObjectNamespace } from "./index.js";\nnew DurableObjectNamespace({ uniqueKey: "a", engine: "pure" }).newUniqueId();',
      /^crypto$/,
    ],
  };
  for (const [what, [source, found]] of Object.entries(culprits)) {
    it(what, async () => {
      expect(await sideEffectsOf({ source, folder: SRC })).toEqual([expect.stringMatching(found)]);
    });
  }
});
