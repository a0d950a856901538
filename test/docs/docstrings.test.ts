import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { docstringsOf } from "./docstrings.js";
import { parsePage } from "./page.js";
import { allPages } from "./pages.js";

it("keeps only docstrings, on their lines", () => {
  const source = [
    '/* no docstring */ const a = "x";',
    "/** One line. */",
    "/**",
    " * @example",
    " * ```js",
    " * 1 + 1; // → 2",
    " * ```",
    " */",
    "function b() {",
    "  /**",
    "   * ```ts needs=libsql",
    "   * {",
    "   *   2;",
    "   * }",
    "   * ```",
    "   */",
    "}",
  ].join("\n");
  expect(docstringsOf(source).split("\n")).toHaveLength(17);
  expect(docstringsOf(source)).not.toMatch(/no docstring|function/);
  expect(parsePage("src/a.ts", docstringsOf(source)).blocks).toEqual([
    { page: "src/a.ts", line: 5, language: "js", words: [], code: "1 + 1; // → 2" },
    { page: "src/a.ts", line: 11, language: "ts", words: ["needs=libsql"], code: "{\n  2;\n}" },
  ]);
});

it.each(allPages().filter((path) => path.endsWith(".ts")))("%s: every example is a block that runs", (path) => {
  const lines = docstringsOf(readFileSync(path, "utf8")).split("\n");
  const examples = lines.flatMap((line, i) => (line.startsWith("@example") ? [lines[i + 1]] : []));
  expect(examples.length).toBeGreaterThan(0);
  for (const fence of examples) expect(fence).toMatch(/^```(js|ts)( |$)/);
});
