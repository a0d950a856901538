import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SeededRandom } from "../../support/random.js";
import { readCurrentInput } from "./current-input.js";
import { havoc } from "./havoc.js";
import { mutateJson } from "./json.js";
import { corpusOf, currentPath, Finding, fuzz, withTarget } from "./session.js";
import type { Target } from "./target.js";
import { TARGETS } from "./targets/index.js";

describe("the kept inputs of targets (`npm run fuzz` tries others for minutes)", () => {
  const kept = TARGETS.map((target) => ({ target, inputs: corpusOf(target.name) })).filter(
    ({ inputs }) => inputs.length > 0,
  );

  it("are of all targets but those with large inputs, and with inputs of one machine", () => {
    const names = TARGETS.filter(({ takesSeeds }) => !takesSeeds).map(({ name }) => name);
    const withInputs = kept.map(({ target }) => target.name);
    expect(names.filter((name) => !withInputs.includes(name))).toEqual(["checkpoints", "parquet"]);
  });

  it.each(kept.map(({ target, inputs }) => [target.name, target, inputs] as const))("%s", (_name, target, inputs) =>
    withTarget(target, async ({ run }) => {
      for (const input of inputs) await run(input);
    }),
  );
});

describe("a session", () => {
  /** Doesn't hold for inputs with a byte that a generated one never has. */
  const fragile: Target = {
    name: "fragile",
    open: () => ({
      generate: () => Buffer.from("aaaa"),
      run(input) {
        if (input.includes(0xff)) throw new Error("the byte FF");
        return input.length;
      },
    }),
  };
  const inputOf = async (seed: string) => {
    const error = await fuzz(fragile, seed, ({ runs }) => runs > 10_000).catch((finding: unknown) => finding);
    expect(error).toBeInstanceOf(Finding);
    const [, path] = /--target fragile --input (\S+)$/.exec((error as Finding).message) ?? [];
    return readFileSync(path);
  };

  it("ends with the first input for which something doesn't hold, in a file, and repeats it from the seed", async () => {
    const input = await inputOf("a");
    expect(input.includes(0xff)).toBe(true);
    expect(Buffer.from(readCurrentInput(currentPath("fragile")))).toEqual(input);
    expect(await inputOf("a")).toEqual(input);
    await expect(withTarget(fragile, async ({ run }) => run(input))).rejects.toThrow("the byte FF");
  });

  it("counts records, and removes its folder", async () => {
    let folder = "";
    const open = (path: string) => {
      folder = path;
      return { generate: () => Buffer.from("abc"), run: () => 3 };
    };
    const end = await fuzz({ name: "counting", takesSeeds: true, open }, "b", ({ records }) => records >= 30);
    expect(end).toEqual({ runs: 10, records: 30, kept: 0 });
    expect(existsSync(folder)).toBe(false);
  });
});

describe("changes", () => {
  it("of bytes, and of JSON, are many, and the same for the same seed", () => {
    const changed = (seed: number) =>
      Buffer.from(havoc(new SeededRandom(seed), Buffer.from('{"a":[1,"x"]}'))).toString("latin1");
    const seeds = Array.from({ length: 50 }, (_, i) => i);
    expect(new Set(seeds.map(changed)).size).toBeGreaterThan(40);
    expect(seeds.map(changed)).toEqual(seeds.map(changed));
    const value = (seed: number) => JSON.stringify(mutateJson(new SeededRandom(seed), { a: [1, { b: "x" }], c: null }));
    expect(new Set(seeds.map(value)).size).toBeGreaterThan(30);
    expect(seeds.map(value)).toEqual(seeds.map(value));
  });
});
