import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { manPage } from "../../scripts/man/page.js";
import { argument, bold, text, verbatim } from "../../scripts/man/roff.js";
import { createProgram } from "../../src/cli/program.js";
import { cli } from "../cli/support.js";

const nowhere = { isTTY: false, write: async () => undefined };
const io = { stdin: (async function* () {})(), stdout: nowhere, stderr: nowhere, env: {}, now: () => 0 };
const page = manPage(createProgram(io), "1.2.3");

/** The visible text of roff, without its layout. */
const plain = (roff: string) =>
  roff
    .replace(/\\f[BR]/g, "")
    .replaceAll("\\-", "-")
    .replaceAll("\\(aq", "'")
    .replaceAll("\\(ti", "~")
    .replaceAll("\\e", "\\")
    .replaceAll("\\&", "");

describe("the man page", () => {
  test("equals the output of the build, with the version of the package", () => {
    const { version, man } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string; man: string };
    expect(readFileSync(man, "utf8")).toBe(manPage(createProgram(io), version));
    expect(page).toMatch(/^\.TH "DURABLE\\-ID" 1 "" "durable\\-id 1\.2\.3"/m);
  });

  test("has the usual sections, and one for each command", async () => {
    const { stdout } = await cli(["--help"]);
    const commands = Array.from(stdout.matchAll(/^ {2}([a-z]+) .* {2}/gm), ([, name]) => name);
    expect(commands).toContain("check");
    const headings = Array.from(page.matchAll(/^\.S[SH] "?(\w+)/gm), ([, name]) => name);
    const expected = ["NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", ...commands.filter((name) => name !== "help")];
    expect(headings).toEqual([...expected, "GLOBAL", "EXIT", "ENVIRONMENT"]);
  });

  test.each(["check", "mint", "inspect", "locate", "scan", "import", "serve", "bench", "completion"])(
    "contains the help of %s",
    async (command) => {
      const words = new Set(
        plain(page)
          .split(/[\s"]+/)
          .flatMap((word) => [word, word.replace(/\.$/, "")]),
      );
      const { stdout } = await cli([command, "--help"], { columns: 100 });
      const isThere = (word: string) => words.has(word) || words.has(word.charAt(0).toUpperCase() + word.slice(1));
      const missing = stdout.split(/[\s"]+/).filter((word) => !isThere(word));
      // Only the headings differ, and that descriptions are sentences.
      expect(missing.filter((word) => !/^(Usage|Options|Global|Examples?):?$/.test(word))).toEqual([]);
    },
  );

  test("has short lines, and only intended requests", () => {
    const lines = page.split("\n");
    const wide = lines.filter((line, i) => line.length > 80 && !inExample(lines, i));
    expect(wide).toEqual([]);
    const requests = new Set(lines.filter((line) => /^[.']/.test(line)).map((line) => line.split(" ")[0]));
    const known = [".nr", ".TH", ".nh", ".ad", ".SH", ".SS", ".B", ".I", ".TP", ".PP", ".RS", ".RE", ".EX", ".EE"];
    expect([...requests].filter((request) => !known.includes(request))).toEqual([]);
  });
});

function inExample(lines: readonly string[], index: number): boolean {
  return lines.lastIndexOf(".EX", index) > lines.lastIndexOf(".EE", index);
}

describe("roff", () => {
  test.each([
    ["a\\nb", "a\\enb"],
    ["--json", "\\-\\-json"],
    [".TH x", "\\&.TH x"],
    ["'tis", "\\(aqtis"],
    ["`x` ~ ^", "\\(gax\\(ga \\(ti \\(ha"],
    ["…", "\\[u2026]"],
    ["🙂", "\\[u1F642]"],
  ])("escapes %j", (from, to) => {
    expect(text(from)).toBe(to);
    expect(bold(from)).toBe(`\\fB${to.replace("\\&", "")}\\fR`);
    expect(verbatim([from]).split("\n")[3]).toBe(to);
  });

  test("quotes an argument", () => {
    expect(argument('a "b" c')).toBe('"a \\(dqb\\(dq c"');
  });

  test("breaks text at words, and escapes a dot at the start of a line", () => {
    const lines = text(`${"word ".repeat(15)}xx .csv`).split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toBe("\\&.csv");
  });
});
