import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, posix } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { type Manifest, manifestAt, npm, pack, run } from "../../support/packed/npm.js";

const packed = inject("packed");
const tarball = inject("tarball");
const project = inject("project");
const installed = join(project, "node_modules/durable-id");
const manifest: Manifest = manifestAt(join(installed, "package.json"));
const subpaths = Object.keys(manifest.exports).filter((subpath) => !subpath.endsWith(".json"));
const BIN = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));

/** Every file under a folder, and how large it is. */
function filesUnder(folder: string): { path: string; size: number }[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => ({ path: path.replaceAll("\\", "/"), stat: statSync(join(folder, path)) }))
    .filter(({ stat }) => stat.isFile())
    .map(({ path, stat }) => ({ path, size: stat.size }));
}

/** The files that a page of Markdown links to, without fragments. Links in blocks of code don't count. */
function relativeLinks(markdown: string): string[] {
  const text = markdown.replace(/^```.*?^```/gms, "");
  return Array.from(text.matchAll(/\]\(([^)\s#]+)/g), ([, url]) => url).filter((url) => !/^[a-z]+:/.test(url));
}

describe("the tarball", () => {
  it("contains only the built files, their declarations and the documentation", () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]));
    expect(paths).toEqual(expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "dist/bin.js"]));
    expect(paths).toEqual(expect.arrayContaining(["vectors/README.md", "vectors/vectors.json"]));
    const texts =
      /^([A-Z]+\.md|LICENSE|package\.json|docs\/([a-z-]+|README)\.(md|svg)|vectors\/(README\.md|vectors\.json))$/;
    const rest = paths.filter((path) => !texts.test(path));
    const known =
      /^dist\/([a-z][a-z.-]*\/)*([a-z][a-z0-9.-]*(\.js|\.d\.ts)|(bin\.)?LICENSES\.txt|durable-id\.1|durable-id(-scanner)?\.wasm)$/;
    const ofCommandLine = /^dist\/((node|cli)\/[a-z-]+-[\w-]{8}\.js|durable-id\.mjs)$/;
    expect(rest.filter((path) => !known.test(path) && !ofCommandLine.test(path))).toEqual([]);
    expect(rest.filter((path) => /test|\.map$|bin\.d\.ts|^dist\/(serve|bench)/.test(path))).toEqual([]);
  });

  it("includes the licences of bundled packages", () => {
    const licences = packed.files.map(({ path }) => path).filter((path) => path.endsWith("LICENSES.txt"));
    expect(licences.sort()).toEqual(["dist/bin.LICENSES.txt", "dist/check/LICENSES.txt", "dist/rest/LICENSES.txt"]);
    const textOf = (path: string) => readFileSync(join(installed, path), "utf8");
    expect(textOf("dist/check/LICENSES.txt")).toMatch(/^zstddec$/m);
    expect(textOf("dist/bin.LICENSES.txt")).toMatch(/^commander$/m);
    expect(textOf("dist/rest/LICENSES.txt")).toMatch(/^hono$/m);
  });

  it("has declarations for every module", () => {
    const paths = new Set(packed.files.map(({ path }) => path));
    const modules = [...paths].filter((path) => path.endsWith(".js") && !/^dist\/(bin\.js$|cli\/|node\/)/.test(path));
    expect(modules.filter((path) => !paths.has(path.replace(/js$/, "d.ts")))).toEqual([]);
  });

  it("has no large declaration: the largest one has the error codes with their remedies", () => {
    expect(packed.files.filter(({ path, size }) => path.endsWith(".d.ts") && size > 13_000)).toEqual([]);
  });

  it("has pages whose links lead to files in the tarball", () => {
    const pages = packed.files.map(({ path }) => path).filter((path) => path.endsWith(".md"));
    expect(pages).toContain("docs/README.md");
    const dead = pages.flatMap((page) =>
      relativeLinks(readFileSync(join(installed, page), "utf8"))
        .map((url) => posix.join(posix.dirname(page), url))
        .filter((path) => !existsSync(join(installed, path)))
        .map((path) => `${page}: ${path}`),
    );
    expect(dead).toEqual([]);
  });

  // The command line takes 1.65 MB: in chunks, of which a command loads its own, and as one file for clusters.
  // The entry points take 1.8 MB: as modules for bundlers, as chunks for Node, and their declarations. The documentation is 0.4 MB.
  it("takes under 4.2 MB unpacked", () => {
    expect(packed.unpackedSize).toBeLessThan(4_200_000);
    expect(filesUnder(installed).reduce((sum, { size }) => sum + size, 0)).toBe(packed.unpackedSize);
  });

  it("has an executable command line", () => {
    expect((packed.files.find(({ path }) => path === "dist/bin.js")?.mode ?? 0) & 0o111).toBe(0o111);
  });

  it("is the same when it is packed again", () => {
    expect(pack(mkdtempSync(join(dirname(project), "again-"))).shasum).toBe(packed.shasum);
  });
});

describe("an install", () => {
  it("adds only @noble/hashes", () => {
    const { dependencies } = JSON.parse(npm(project, "ls", "--all", "--json")) as {
      dependencies: Record<string, { dependencies?: Record<string, { dependencies?: object }> }>;
    };
    expect(Object.keys(dependencies)).toEqual(["durable-id"]);
    const brought = dependencies["durable-id"].dependencies ?? {};
    const names = Object.keys(brought).filter((name) => Object.keys(brought[name]).length > 0);
    expect(names).toEqual(["@noble/hashes"]);
    expect(brought["@noble/hashes"].dependencies).toBeUndefined();
    const folders = readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith("."));
    expect(folders.sort()).toEqual(["@noble", "durable-id"]);
  });

  it("runs no install scripts", () => {
    const lock = JSON.parse(npm(project, "query", "*")) as { name: string; scripts?: Record<string, string> }[];
    expect(lock.map(({ name }) => name).sort()).toContain("@noble/hashes");
    for (const { name, scripts = {} } of lock) {
      const atInstall = Object.keys(scripts).filter((script) => /^(pre|post)?install$/.test(script));
      expect(atInstall, name).toEqual([]);
    }
    expect(filesUnder(installed).filter(({ path }) => path.endsWith("binding.gyp"))).toEqual([]);
  });
});

describe("package linters", () => {
  const tool = (name: string, ...args: string[]) => run(".", join("node_modules/.bin", name), args);

  it("publint reports nothing, not even suggestions", () => {
    const { status, stdout } = tool("publint", "run", "--strict", tarball);
    expect([status, stdout]).toEqual([0, expect.stringContaining("All good!")]);
  });

  // What it would have against us: that require() gives a CommonJS module ESM, as it does from Node 20.19 on; and
  // TypeScript's resolution `node10`, which knows no subpaths, and no TypeScript of today.
  it("attw reports no problem in any subpath", () => {
    const { status, stdout, stderr } = tool(
      ...(["attw", tarball, "--profile", "node16", "--ignore-rules", "cjs-resolves-to-esm", "--no-color"] as const),
    );
    expect([status, stderr]).toEqual([0, ""]);
    for (const subpath of subpaths) expect(stdout).toContain(subpath.replace(/^\./, "durable-id"));
  });
});

describe("strict TypeScript with only the project's packages", () => {
  const source = [
    ...subpaths.map((subpath, i) => `import * as module${i} from "${subpath.replace(/^\./, "durable-id")}";`),
    'import { DurableObjectNamespace } from "durable-id";',
    'export const digits: string = new DurableObjectNamespace({ uniqueKey: "a" }).idFromName("b").toString();',
    "// @ts-expect-error: a namespace has to have a key, so the declarations are more than `any`",
    "new DurableObjectNamespace({});",
    `export const all: readonly object[] = [${subpaths.map((_, i) => `module${i}`).join(", ")}];\n`,
  ].join("\n");

  it.each([
    ["bundler", "a.ts", { module: "esnext", moduleResolution: "bundler" }],
    ["nodenext, in ESM", "a.mts", { module: "nodenext", moduleResolution: "nodenext" }],
    ["nodenext, in CommonJS", "a.cts", { module: "nodenext", moduleResolution: "nodenext" }],
  ])("%s", (_, name, options) => {
    for (const skipLibCheck of [false, true]) {
      const folder = mkdtempSync(join(project, "types-"));
      writeFileSync(join(folder, name), source);
      const compilerOptions = { ...options, skipLibCheck, strict: true, noEmit: true, target: "es2022", types: [] };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [name] }));
      const ended = run(folder, process.execPath, [join(BIN, "bin/tsc"), "--pretty", "false"]);
      expect(ended, `skipLibCheck ${skipLibCheck}`).toEqual({ status: 0, stdout: "", stderr: "" });
    }
  });
});
