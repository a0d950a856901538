import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// Vitest drops types unread, so the compiler itself is run here, over test/types/assignable.ts.

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const ASSIGNABLE = readFileSync(join(ROOT, "test/types/assignable.ts"), "utf8");
const DIRECTIVE = /^\/\/ @ts-expect-error (TS\d+): .+$/;
const TSC = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

// Inside the project, so that packages are found; `build/` contains no sources.
mkdirSync(join(ROOT, "build"), { recursive: true });
const folder = mkdtempSync(join(ROOT, "build/types-"));
afterAll(() => rmSync(folder, { recursive: true }));

function tsc(...args: string[]): { status: number | null; errors: { line: number; code: string }[]; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [TSC, "--pretty", "false", ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const errors = [...stdout.matchAll(/^[^\s(][^(\n]*\((\d+),\d+\): error (TS\d+)/gm)];
  return { status, errors: errors.map(([, line, code]) => ({ line: Number(line), code })), output: stdout + stderr };
}

/** Compiles a source with the project's options and additional ones. */
function compile(source: string, options: Record<string, unknown> = {}, from = "../../src") {
  const at = mkdtempSync(join(folder, "case-"));
  writeFileSync(
    join(at, "assignable.ts"),
    source.replaceAll('"../../src', `"${from === "../../src" ? "../../../src" : from}`),
  );
  const config = {
    extends: "../../../tsconfig.json",
    compilerOptions: { skipLibCheck: false, ...options },
    include: [],
    files: ["assignable.ts"],
  };
  writeFileSync(join(at, "tsconfig.json"), JSON.stringify(config));
  return tsc("-p", at);
}

const CLEAN = { status: 0, errors: [], output: "" };

describe("values are assignable to the types of @cloudflare/workers-types", () => {
  it("under the project's own options", () => {
    expect(compile(ASSIGNABLE)).toEqual(CLEAN);
  });

  it("without exact optional properties", () => {
    expect(compile(ASSIGNABLE, { exactOptionalPropertyTypes: false })).toEqual(CLEAN);
  });

  describe("with the published declarations", () => {
    const dist = join(folder, "dist");
    beforeAll(() => {
      expect(tsc("-p", "tsconfig.build.json", "--emitDeclarationOnly", "--outDir", dist)).toEqual(CLEAN);
    });

    it.each([true, false])("exact optional properties: %s", (exactOptionalPropertyTypes) => {
      expect(compile(ASSIGNABLE, { exactOptionalPropertyTypes }, "../dist")).toEqual(CLEAN);
    });

    it("in a Worker's project, with the platform's globals and no DOM", () => {
      const options = { lib: ["ES2023"], types: ["@cloudflare/workers-types"], module: "ESNext" };
      expect(compile(ASSIGNABLE, { ...options, moduleResolution: "Bundler" }, "../dist")).toEqual(CLEAN);
    });
  });
});

it("DurableObjectStub<any> of workers-types does not compile, so DurableObjectNamespace<any> can't either", () => {
  const stub =
    'import type { DurableObjectStub } from "@cloudflare/workers-types";\nexport let stub: DurableObjectStub<any>;\n';
  expect(compile(stub).errors).toEqual([{ line: 2, code: "TS2589" }]);
});

describe("the check is effective", () => {
  it("every @ts-expect-error is before the error that it names", () => {
    const lines = ASSIGNABLE.split("\n");
    const expected = lines.flatMap((text, i) => {
      const code = DIRECTIVE.exec(text)?.[1];
      return code === undefined ? [] : [{ line: i + 2, code }];
    });
    expect(expected.length).toBe(ASSIGNABLE.match(/^\s*\/\/ @ts-expect-error/gm)?.length);
    const { status, errors } = compile(lines.map((text) => (DIRECTIVE.test(text) ? "//" : text)).join("\n"));
    expect(status).not.toBe(0);
    expect(errors).toEqual(expected);
  });

  it("detects a difference that would need a cast", () => {
    const wrong = [
      "take<PlatformNamespace<Room>>({ idFromName: () => plain.newUniqueId() });",
      "take<PlatformNamespace>(plain.newUniqueId());",
      "take<PlatformId>({ toString: () => '' });",
      "same<ReturnType<typeof stub.count>, number>();",
    ];
    const start = ASSIGNABLE.split("\n").length;
    const { errors } = compile([ASSIGNABLE.trimEnd(), ...wrong].join("\n"));
    expect(errors.map(({ line }) => line)).toEqual(wrong.map((_, i) => start + i));
  });

  it("`npm test` type-checks the whole project, including this folder", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    expect(scripts.typecheck).toBe("tsc -p tsconfig.json");
    expect(scripts.test.split("&&").map((step) => step.trim())).toContain("npm run typecheck");
    const { output } = tsc("-p", "tsconfig.json", "--listFilesOnly");
    for (const file of ["test/types/assignable.ts", "test/types.test.ts", "src/index.ts"])
      expect(output).toContain(file);
  });
});
