import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { importsOf } from "./imports.js";
import { LAYERS, type Sources, violations } from "./rules.js";
import { readSources, SRC } from "./sources.js";

const sources = readSources();

describe("src/", () => {
  it("keeps to the layers of the design, and to what it must not import", () => {
    expect(violations(sources)).toEqual([]);
  });

  it("has every file read: the parser finds each import that esbuild finds", async () => {
    const entryPoints = [...sources.keys()];
    const { metafile } = await build({
      entryPoints,
      absWorkingDir: SRC,
      outdir: "out",
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      packages: "external",
      logLevel: "silent",
      loader: { ".wasm": "empty" },
    });
    for (const path of entryPoints) {
      const own = importsOf(sources.get(path) as string);
      const atRunTime = own.filter(({ typeOnly }) => !typeOnly).map(({ specifier }) => specifier);
      const seen = metafile.inputs[path].imports.map(({ original, path: full }) => original ?? full);
      for (const specifier of seen) expect(atRunTime, `${path} imports ${specifier}`).toContain(specifier);
    }
  });
});

/** A small src/ that keeps every rule, to break one at a time. */
const SOUND: Record<string, string> = {
  "errors.ts": "export const a = 1;",
  "codec.ts": 'import { a } from "./errors.js";\nimport { sha256 } from "@noble/hashes/sha2.js";',
  "engine/types.ts": 'import type { Mac } from "../codec.js";',
  "engine/hmac.ts": 'import { sha256 } from "@noble/hashes/sha2.js";',
  "engine/pure.ts":
    'import { a } from "../codec.js";\nimport { b } from "./hmac.js";\nimport type { T } from "./types.js";',
  "engine/module.ts": 'import bytes from "#kernel";',
  "engine/wasm.ts": 'import { a } from "../errors.js";\nimport type { T } from "./types.js";',
  "engine/select.ts":
    'import { p } from "./pure.js";\nimport { w } from "./wasm.js";\nimport { m } from "./module.js";',
  "id.ts": 'import { a } from "./errors.js";',
  "namespace.ts": 'import { a } from "./engine/select.js";\nimport { type Engine, Refusal } from "./engine/types.js";',
  "index.ts": 'export { a } from "./namespace.js";',
  "bulk/validator.ts": 'import { a } from "../namespace.js";\nconst settings = { process: 1 };\nsettings.process = 2;',
  "bulk/index.ts": 'export { a } from "./validator.js";',
  "cli/check.ts": 'import { open } from "node:fs/promises";\nimport { a } from "../bulk/validator.js";\nprocess.exit;',
};

function violationsWith(path: string, source: string): string[] {
  const changed: Sources = new Map(Object.entries({ ...SOUND, [path]: source }));
  return violations(changed);
}

describe("the rules themselves", () => {
  it("find nothing in a tree that keeps them", () => {
    expect(violations(new Map(Object.entries(SOUND)))).toEqual([]);
  });

  const broken: [what: string, path: string, source: string, fault: RegExp][] = [
    [
      "a new file in no layer",
      "misc.ts",
      "",
      /^src\/misc\.ts is in no layer: add it to one of LAYERS in test\/layers\/rules\.ts$/,
    ],
    ["upward", "codec.ts", 'import { a } from "./id.js";', /upward, from format to namespace/],
    [
      "upward, of types alone",
      "errors.ts",
      'import type { A } from "./codec.js";',
      /upward, from primitives to format/,
    ],
    [
      "upward, in several lines",
      "id.ts",
      'import {\n  a,\n  b,\n} from "./bulk/validator.js";',
      /upward, from namespace to bulk/,
    ],
    ["upward, re-exported", "id.ts", 'export * from "./cli/check.js";', /upward, from namespace to cli/],
    ["upward, for its side effects", "id.ts", 'import "./cli/check.js";', /upward/],
    ["upward, at run time", "id.ts", 'const a = await import("./cli/check.js");', /upward/],
    ["upward, as a worker's file", "engine/select.ts", 'new URL("../cli/check.js", import.meta.url)', /upward/],
    [
      "from pure to wasm",
      "engine/pure.ts",
      'import { w } from "./wasm.js";',
      /from the pure engine to the WASM engine/,
    ],
    [
      "from pure to the module",
      "engine/hmac.ts",
      'import { w } from "./module.js";',
      /from the pure engine to the WASM engine/,
    ],
    [
      "from wasm to pure",
      "engine/wasm.ts",
      'import { HmacState } from "./hmac.js";',
      /from the WASM engine to the pure engine/,
    ],
    ["the choice from within an engine", "engine/wasm.ts", 'import { s } from "./select.js";', /from within one/],
    ["a concrete engine from namespace", "namespace.ts", 'import { p } from "./engine/pure.js";', /a concrete engine/],
    [
      "a concrete engine from bulk",
      "bulk/validator.ts",
      'import type { W } from "../engine/wasm.js";',
      /a concrete engine/,
    ],
    [
      "node: from namespace",
      "namespace.ts",
      'import { randomBytes } from "node:crypto";',
      /no package of the namespace layer/,
    ],
    ["node: from bulk", "bulk/validator.ts", 'import type { A } from "node:stream";', /no package of the bulk layer/],
    ["a dependency that isn't one", "id.ts", 'import { z } from "zod";', /no package of the namespace layer/],
    ["Buffer", "bulk/validator.ts", "const a = Buffer.from([]);", /uses Buffer/],
    ["process", "namespace.ts", "if (process.env.DEBUG) a();", /uses process/],
    ["test", "namespace.ts", 'import { o } from "../test/oracle.js";', /leaves src\//],
    ["bench", "bulk/validator.ts", 'import { o } from "../../bench/run.js";', /leaves src\//],
    ["the index", "bulk/validator.ts", 'import { a } from "../index.js";', /an index file of our own/],
    ["its folder's index", "bulk/validator.ts", 'import { a } from "./index.js";', /an index file of our own/],
    ["its own package", "cli/check.ts", 'import { a } from "durable-id/bulk";', /our own package by its name/],
    ["a file that isn't there", "id.ts", 'import { a } from "./nowhere.js";', /there is no src\/nowhere\.ts/],
  ];
  for (const [what, path, source, fault] of broken) {
    it(`find: ${what}`, () => {
      expect(violationsWith(path, source)).toEqual([expect.stringMatching(fault)]);
    });
  }

  it("are not fooled by comments and strings", () => {
    const source =
      '/* import { a } from "./id.js"; */\n// Buffer, process\nconst a = "process // Buffer";\nconst b = `//`;';
    expect(violationsWith("codec.ts", source)).toEqual([]);
    expect(violationsWith("codec.ts", `const url = "http://";\nimport { a } from "./id.js";`)).toHaveLength(1);
  });

  it("tell imports of types alone from others", () => {
    const typeOnly = (source: string) => importsOf(source).map((found) => found.typeOnly);
    expect(typeOnly('import type { A } from "x";\nexport type { B } from "y";\nimport type C from "z";')).toEqual([
      true,
      true,
      true,
    ]);
    expect(typeOnly('import { type A, type B } from "x";\nexport { type A } from "y";')).toEqual([true, true]);
    expect(typeOnly('import { type A, b } from "x";\nimport type, { c } from "y";\nexport * from "z";')).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("name no file in two layers", () => {
    const members = LAYERS.flatMap((layer) => layer.members);
    expect(new Set(members).size).toBe(members.length);
  });
});
