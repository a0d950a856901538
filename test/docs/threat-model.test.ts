import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const SECURITY = readFileSync("docs/security.md", "utf8");
const MODEL = SECURITY.slice(SECURITY.indexOf("## Threat model"), SECURITY.indexOf("### What is not protected"));
/** The tables of attackers: their last column says which tests show what stops the attacker. */
const TABLES = MODEL.split("\n### ").filter((section) => section.includes("| shown by |"));
const EVIDENCE = /`([\w/.-]+\.ts)`: _(.+?)_(?=;| \|)/g;

/** The rows of a section's table, without its head. */
function rowsOf(section: string): string[] {
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(2);
}

describe("the threat model in docs/security.md", () => {
  it("has a table for each of six attackers", () => {
    expect(TABLES).toHaveLength(6);
    for (const section of TABLES) expect(rowsOf(section).length).toBeGreaterThan(4);
  });

  it.each(TABLES.flatMap(rowsOf).map((row) => [row.slice(2, row.indexOf(" | ")), row]))("%s", (_, row) => {
    const evidence = [...row.matchAll(EVIDENCE)];
    expect(evidence.length).toBeGreaterThan(0);
    // Nothing in the last cell but tests.
    const [last] = row.split(" | ").slice(-1);
    expect(last.replace(EVIDENCE, "").replace(/[;\s|]/g, "")).toBe("");
    for (const [, path, name] of evidence) {
      const test = readFileSync(`test/${path}`, "utf8");
      expect(namesIn(test).some((each) => each.includes(name))).toBe(true);
    }
  });
});

/** The texts in quotes at the start of an argument or an element: titles of tests, and those of their cases. */
function namesIn(test: string): string[] {
  return Array.from(test.matchAll(/[([,{]\s*(["'`])((?:\\.|(?!\1).)*)\1/gs), ([, , text]) => text);
}
