import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sideEffectsOf } from "./realm.js";
import { readSources, SRC } from "./sources.js";

describe("importing a module does nothing: no WASM, no randomness, no timers, no globals", () => {
  // The script of the project, and that of its threads, exist to do something.
  const paths = [...readSources().keys()].filter((path) => !["bin.ts", "check/threads/worker.ts"].includes(path));

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
