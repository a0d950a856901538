import { afterAll, describe, expect, inject, it } from "vitest";
import { brokenLinks } from "./links.js";
import { type Page, parsePage } from "./page.js";
import { Projects } from "./projects.js";
import { PageRun, stepsOf, typedBlocksOf } from "./run-page.js";
import { unknownScripts } from "./scripts.js";
import { compilations, compile, RESOLUTIONS } from "./typecheck.js";

/*
 * The tests of the tests: pages with faults, and the expected error for each.
 */

const projects = new Projects(inject("project"));
const runs: PageRun[] = [];
afterAll(() => {
  for (const run of runs) run.end();
});

function page(...lines: readonly string[]): Page {
  return parsePage("docs/page.md", lines.join("\n"));
}

/** Runs all blocks of a page; gives the first fault, or `undefined`. */
async function faultOf(...lines: readonly string[]): Promise<string | undefined> {
  const run = new PageRun(projects);
  runs.push(run);
  try {
    for (const step of stepsOf(page(...lines))) await run.run(step);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const ROOMS = [
  'import { DurableObjectNamespace } from "durable-id";',
  'const rooms = new DurableObjectNamespace({ uniqueKey: "a" });',
];

describe("values", () => {
  it("that are correct pass, for expressions, declarations, promises and throws", async () => {
    const code = [
      ...ROOMS,
      'const id = rooms.idFromName("b"); // the ID',
      'id.name; // → "b"',
      "const known = rooms.tryIdFromString(String(id)) !== undefined; // → true",
      "if (known) Promise.resolve(1); // → 1",
      '({ a: [1, 2, { b: { c: { d: {} } } }], c: "it\'s" }); // → { a: [1, 2, { b: { c: { d: {} } } }], c: "it\'s" }',
      "const { length } = [",
      "  known,",
      "]; // → [true]",
      "new Map([[1, 2]]); // → Map(1) { 1 => 2 }",
      "for (const [i, odd] of [true, false].entries()) i % 2 === 0; // → true",
      'rooms.idFromString("c"); // → throws TypeError: Invalid Durable Object ID: must be 64 hex digits',
      "await Promise.reject(new RangeError(String(length))); // → throws RangeError: 1",
    ];
    const fault = "docs/page.md:14: the page says true, but it is false";
    expect(await faultOf("", "```js", ...code, "```")).toBe(`docs/page.md:2: ended with exit code 1\n${fault}`);
    const right = code.filter((line) => !line.startsWith("for"));
    expect(await faultOf("```js", ...right, "```")).toBeUndefined();
    expect(await faultOf("```ts", ...right, "```")).toBeUndefined();
  });

  it.each([
    ['"b"; // → "c"', "docs/page.md:4: the page says \"c\", but it is 'b'"],
    ["'it\"s'; // → \"it's\"", `docs/page.md:4: the page says "it's", but it is 'it"s'`],
    ["new Set(['a']); // → Set(1) { \"b\" }", `docs/page.md:4: the page says Set(1) { "b" }, but it is Set(1) { 'a' }`],
    ["const x = [1, 2]; // → [1, 3]", "docs/page.md:4: the page says [1, 3], but it is [ 1, 2 ]"],
    ['({ a: "1" }); // → { a: 1 }', "docs/page.md:4: the page says { a: 1 }, but it is { a: '1' }"],
    ["if (String() !== '') 1; // → 1", "docs/page.md:4: the page tells a value, but the line never ran"],
    ["1; // → throws Error: no", "docs/page.md:4: the page says it throws Error: no, but it gives 1"],
    [
      "null.x; // → throws Error: no",
      "docs/page.md:4: the page says it throws Error: no, but it throws TypeError: Cannot",
    ],
    ["process.exit(0); 1; // → 1", "docs/page.md:4: the page tells a value, but the line never ran"],
    ["() => { 1; // → 1\n};", 'docs/page.md:3: line 4: "→ 1" is inside a function'],
    ["// → 1", 'docs/page.md:3: line 4: "→ 1" belongs to no statement'],
    ["1;\n// → 1", 'docs/page.md:3: line 5: "→ 1" belongs to no statement'],
    ["const x = ;", "docs/page.md:3: Unexpected token (4:10)"],
    ["await 1;\nthrow new Error('oh');", "docs/page.md:5\n"],
    ['import "acorn";', 'docs/page.md:3: it imports "acorn", and is not marked with needs=acorn'],
    ['await import("durable-id/nothing");', "Package subpath './nothing' is not defined"],
  ])("%s", async (code, fault) => {
    expect(await faultOf("", "", "```js", code, "```")).toContain(fault);
  });

  it("are checked in TypeScript, without its types", async () => {
    expect(await faultOf("```ts", "const x: number = 1;", "enum A { b }", "```")).toBe(
      "docs/page.md:1: TypeScript enum is not supported in strip-only mode (line 2 of the block)",
    );
    expect(await faultOf("```ts", "const x: number = 1; // → 2", "```")).toContain(
      "docs/page.md:2: the page says 2, but it is 1",
    );
  });
});

describe("types", () => {
  const faultsOf = async (...lines: readonly string[]) => {
    const faults: string[] = [];
    for (const compilation of compilations(typedBlocksOf(page(...lines)))) {
      for (const resolution of RESOLUTIONS) {
        faults.push(...(await compile(projects.with(compilation.needs), compilation, resolution, false)));
      }
    }
    return faults;
  };

  it("are checked in JavaScript too, strictly, and named by page and line", async () => {
    const found = await faultsOf("```js", ...ROOMS, "const f = (x) => rooms.idFromName(x, 1);", "```");
    const twice = [
      "docs/page.md(4,12): error TS7006: Parameter 'x' implicitly has an 'any' type.",
      "docs/page.md(4,38): error TS2554: Expected 1 arguments, but got 2.",
    ];
    expect(found).toEqual([...twice, ...twice]);
  });

  it("are those of Node if a block imports from it, and of Workers in a Worker", async () => {
    const node = ["```js", 'import { readFileSync } from "node:fs";', 'Buffer.from(readFileSync("a"));', "```"];
    const worker = ["```ts worker", "export default { fetch: () => new Response() } satisfies ExportedHandler;", "```"];
    expect(await faultsOf(...node, ...worker)).toEqual([]);
    expect(await faultsOf("```js", "Buffer.from([]);", "```")).toHaveLength(2);
    expect(await faultsOf("```ts", ...worker.slice(1))).toHaveLength(2);
  });

  it("are found only for declared packages", async () => {
    const code = ['import { Hono } from "hono";', "export const app = new Hono();", "```"];
    expect(await faultsOf("```js", ...code)).toHaveLength(2);
    expect(await faultsOf("```js needs=hono", ...code)).toEqual([]);
    expect(await faultOf("```js needs=hono", ...code)).toBeUndefined();
  });
});

describe("commands", () => {
  it("run in order in one folder, with durable-id in the PATH", async () => {
    const first = ["```sh", "durable-id mint --unique-key a b > ids.txt", "sleep 100 &", "```"];
    const second = ["```sh exit=1", "(cat ids.txt; echo x) | durable-id check --unique-key a -", "```"];
    expect(await faultOf(...first, ...second)).toBeUndefined();
    expect(await faultOf(...second)).toContain("ids.txt");
  });

  it.each([
    ["false\ntrue", "docs/page.md:1: ended with exit code 1, not 0"],
    ["echo so >&2; exit 3", "docs/page.md:1: ended with exit code 3, not 0\nso"],
  ])("%s", async (code, fault) => expect(await faultOf("```sh", code, "```")).toBe(fault));

  it("of a checkout must exist, and don't run", async () => {
    expect(await faultOf("```sh repo", "npm run bench -- --quick && npm test && exit 1", "```")).toBeUndefined();
    expect(await faultOf("```sh repo", "npm run benches", "```")).toBe(
      "docs/page.md:1: package.json has no script benches",
    );
    expect(await faultOf("```sh elsewhere", "exit 1", "```")).toBeUndefined();
  });
});

describe("output", () => {
  const told = ["", "```text output", "hello", "```"];

  it.each([
    "```sh\necho hello",
    "```js\nconsole.log('hello');",
    "```ts worker\nexport default { fetch: () => new Response('hello') };",
  ])("%s", async (code) => {
    expect(await faultOf(code, "```", ...told)).toBeUndefined();
    const fault = await faultOf(code.replace("hello", "goodbye"), "```", ...told);
    expect(fault).toBe("docs/page.md:5: docs/page.md:1 printed otherwise:\ngoodbye");
  });

  it("must follow a block that runs", async () => {
    expect(await faultOf(...told)).toContain("docs/page.md:2: output of nothing");
  });
});

describe("a Worker", () => {
  it("answers a request in a real workerd, with the WASM engine", async () => {
    const code = [
      'import { engineReport } from "durable-id";',
      "export default {",
      "  fetch: (request: Request) => Response.json([new URL(request.url).search, engineReport().name, navigator.userAgent]),",
      "};",
    ];
    const output = ["```text output", '["?a=b","wasm","Cloudflare-Workers"]', "```"];
    expect(await faultOf("```ts worker get=/?a=b", ...code, "```", ...output)).toBeUndefined();
  });

  it("that throws is a fault", async () => {
    expect(await faultOf("```js worker", 'export default { fetch() { throw new Error("oh"); } };', "```")).toContain(
      "docs/page.md:1: answered with 500",
    );
  });
});

describe("marks", () => {
  it.each([
    ["```js need=hono", 'docs/page.md:1: a block of "js" is not marked with need=hono'],
    ["```json output", 'docs/page.md:1: a block of "json" is not marked with output'],
    ["```javascript", 'docs/page.md:1: no block is of the language "javascript"'],
    ["```", "docs/page.md:1: a block without a language"],
    ["```json", "docs/page.md:1: no JSON"],
    ["```js needs=nothing-of-the-kind", "a snippet needs nothing-of-the-kind"],
  ])("%s", async (fence, fault) => expect(await faultOf(fence, "code", "```")).toContain(fault));
});

describe("npm scripts in running text", () => {
  it("must exist", () => {
    const { words } = page(
      "`npm test`, `npm run bench:bulk -- --quick`, `npm run nothing`, `npm install`,",
      "`npm run no`",
    );
    expect(unknownScripts(words)).toEqual([
      "docs/page.md:1: package.json has no script nothing",
      "docs/page.md:2: package.json has no script no",
    ]);
  });
});

describe("links", () => {
  it("must lead to files, and to headings in them", () => {
    const lines = [
      "# A `b` & c",
      "[1](#a-b--c) [2](#nothing) [3](../README.md#install) [4](../README.md#nothing) [5](nothing.md)",
      '[6](https://example.com/) <img src="nothing.svg"> ![7](benchmarks.svg)',
      "",
      "[8]: ../../outside.md",
    ];
    expect(brokenLinks(page(...lines)).map((fault) => fault.replace(/^docs\/page\.md:/, ""))).toEqual([
      "2: #nothing: there is no such heading",
      "2: ../README.md#nothing: there is no such heading",
      "2: nothing.md: there is no such file",
      "3: nothing.svg: there is no such file",
      "5: ../../outside.md: leads out of the repository",
    ]);
  });
});
