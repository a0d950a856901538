import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, inject, it } from "vitest";
import { npm, run } from "../../support/packed/npm.js";

// The schema of a namespace's IDs in the validators that its users have, by their types and when it runs.

const PACKAGES = [
  "@hono/standard-validator@0.4.0",
  "@standard-schema/spec@1.1.0",
  "@trpc/server@11.25.2",
  "arktype@2.2.9",
  "hono@4.13.19",
  "valibot@1.5.0",
  "zod@4.6.7",
];

it("hono, tRPC, ArkType, Zod and Valibot work with the schema", () => {
  const folder = mkdtempSync(join(inject("project"), "schema-"));
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  npm(folder, "install", "--ignore-scripts", "--no-save", "--no-package-lock", ...PACKAGES);
  writeFileSync(join(folder, "program.ts"), readFileSync("test/packed/programs/schema.txt"));
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    target: "es2022",
    module: "nodenext",
    lib: ["es2024", "dom", "dom.iterable"],
    types: [],
    skipLibCheck: true,
    outDir: "out",
    rootDir: ".",
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  expect(run(folder, process.execPath, [tsc, "--pretty", "false"])).toEqual({ status: 0, stdout: "", stderr: "" });
  const { status, stdout, stderr } = run(folder, process.execPath, ["out/program.js"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const outcomes = { good: ["lobby"], bad: "ERR_DO_ID_MALFORMED" };
  expect(JSON.parse(stdout)).toEqual({
    spec: outcomes,
    hono: { good: [200, "lobby"], bad: [400, true] },
    honoParams: { good: [200, "lobby"], bad: [400, true] },
    trpc: { good: "lobby", bad: "BAD_REQUEST" },
    arktype: { good: "lobby", bad: true },
    valibot: { good: "lobby", bad: true },
  });
}, 240_000);
