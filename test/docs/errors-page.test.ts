import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ErrorCode } from "../../src/index.js";
import { readPage } from "./page.js";

/** A row of a table of errors: the cells, without the bars around them. */
type Row = readonly [code: string, errorClass: string, ...texts: string[]];

const page = readFileSync("docs/errors.md", "utf8");

/** The rows of a page that begin with a code of ours. */
function rowsOf(markdown: string): Row[] {
  return markdown
    .split("\n")
    .filter((line) => line.startsWith("| `ERR_DO_"))
    .map(
      (line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()) as unknown as Row,
    );
}

/** The class that the docstring of a code in `src/format/errors.ts` begins with. */
function classesInSource(): Map<string, string> {
  const source = readFileSync("src/format/errors.ts", "utf8");
  const entries = source.matchAll(/\/\*\* (`\w*Error`(?: or `\w*Error`)?): [^\n]*\*\/\n {2}\w+: "(ERR_DO_\w+)"/g);
  return new Map(Array.from(entries, ([, errorClass, code]) => [code, errorClass]));
}

describe("docs/errors.md", () => {
  const rows = rowsOf(page);

  it("has a row for every code, each once, in the order of ErrorCode", () => {
    expect(rows.map(([code]) => code)).toEqual(Object.values(ErrorCode).map((code) => `\`${code}\``));
  });

  it("says of each which class it is, as the docstring does, and its cause and remedy", () => {
    const classes = classesInSource();
    expect(classes.size).toBe(Object.keys(ErrorCode).length);
    for (const [code, errorClass, ...texts] of rows) {
      expect(errorClass, code).toBe(classes.get(code.replaceAll("`", "")));
      expect(
        texts.filter((text) => text !== ""),
        code,
      ).toHaveLength(2);
    }
  });

  it("provokes every code in a block that is run", () => {
    const code = readPage("docs/errors.md")
      .blocks.filter(({ language }) => language === "js" || language === "ts")
      .map((block) => block.code)
      .join("\n");
    const told = Object.values(ErrorCode).filter((each) => code.includes(`→ "${each}"`));
    expect(told).toEqual(Object.values(ErrorCode));
  });
});

describe("the command line's messages in docs/errors.md", () => {
  const sources = ["src/cli", "src/check", "src/bulk", "src/remote"]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".ts"))
        .map((path) => readFileSync(`${folder}/${path}`, "utf8")),
    )
    .join("\n");
  const messages = page
    .slice(page.indexOf("| message | remedy |"))
    .split("\n")
    .flatMap((line) => /^\| `([^`]+)`/.exec(line)?.[1] ?? []);

  it("are those of its source, but for names of files and what is left out", () => {
    expect(messages.length).toBeGreaterThan(10);
    for (const message of messages) {
      const pieces = message.split(/"?FILE"?:?|"[^"]*"|SIGTERM|…/).map((piece) => piece.trim());
      const longest = pieces.reduce((a, b) => (b.length > a.length ? b : a));
      expect(longest.length, message).toBeGreaterThan(8);
      expect(sources, message).toContain(longest);
    }
  });
});

describe("README.md", () => {
  it("has five rows of that table, word for word", () => {
    const all = new Map(rowsOf(page).map((row) => [row[0], row]));
    const rows = rowsOf(readFileSync("README.md", "utf8"));
    expect(rows).toHaveLength(5);
    for (const row of rows) expect(row).toEqual(all.get(row[0]));
  });
});
