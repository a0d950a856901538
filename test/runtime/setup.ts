import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { manifestAt } from "../../support/packed/npm.js";
import { loadVectors } from "../load-vectors.js";
import { pageText } from "./chromium/page-text.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** The output of the check script if everything is correct. */
    allWell: string;
  }
}

interface WorkerdVectors {
  readonly uniqueKeys: readonly string[];
  readonly named: readonly unknown[];
  readonly strings: readonly unknown[];
}

interface JurisdictionVectors {
  readonly uniqueKeys: readonly string[];
  readonly named: readonly unknown[];
}

/** Every third one of the answers of workerd, and of our own jurisdictional IDs: 168, 502 and 123 of them. */
function someVectors() {
  const workerd = loadVectors<WorkerdVectors>("workerd.json");
  const ours = loadVectors<JurisdictionVectors>("jurisdiction.json");
  const third = (list: readonly unknown[]) => list.filter((_, i) => i % 3 === 0);
  return {
    workerd: { uniqueKeys: workerd.uniqueKeys, named: third(workerd.named), strings: third(workerd.strings) },
    jurisdiction: { uniqueKeys: ours.uniqueKeys, named: third(ours.named) },
  };
}

/** Imports of every subpath, by the installed package's own list, and the check. Static ones: Deno asks nobody then. */
function programs(subpaths: readonly string[]): Record<string, string> {
  const specifiers = subpaths.map((subpath) => subpath.replace(/^\./, "durable-id"));
  const entries = specifiers.map((specifier, i) => `  ${JSON.stringify(specifier)}: module${i},\n`).join("");
  const modules = `const modules = {\n${entries}};\n`;
  const imports = specifiers.map((specifier, i) => `import * as module${i} from ${JSON.stringify(specifier)};\n`);
  const requires = specifiers.map((specifier, i) => `const module${i} = require(${JSON.stringify(specifier)});\n`);
  const esm = `import { check } from "./check.mjs";\nimport vectors from "./vectors.mjs";\n${imports.join("")}${modules}`;
  return {
    "run.mjs": `${esm}console.log(await check(modules, vectors));\n`,
    "run.cjs": `const { check } = require("./check.mjs");\nconst { default: vectors } = require("./vectors.mjs");\n${requires.join("")}${modules}check(modules, vectors).then(console.log);\n`,
  };
}

/** Writes the programs of the check into the project into which the package was installed. */
export default function setup(project: TestProject): void {
  const { project: home } = project.getProvidedContext();
  const installed = manifestAt(join(home, "node_modules/durable-id/package.json"));
  const subpaths = Object.keys(installed.exports).filter((subpath) => !subpath.endsWith(".json"));
  const vectors = someVectors();
  const files = {
    ...programs(subpaths),
    "vectors.mjs": `export default ${JSON.stringify(vectors)};\n`,
    "index.html": pageText({ src: "./page-with-worker.mjs", isModule: true }),
    "vectors.json": JSON.stringify(vectors),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
  cpSync("test/runtime/programs", home, { recursive: true });
  const count = vectors.workerd.named.length + vectors.workerd.strings.length + vectors.jurisdiction.named.length;
  project.provide("allWell", `engine: wasm; vectors: ${count}; bulk: 10000; records: 20000`);
}
