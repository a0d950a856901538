import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { shellWord } from "../../src/text/shell-word.js";

const HOSTILE = [
  "$(touch owned)",
  "`touch owned`",
  "'; touch owned; '",
  '"; touch owned; "',
  "a b",
  "!!",
  "~",
  "*",
  "\\",
  "#",
];

it("a shell takes what a stranger wrote for one word, and runs nothing of it", () => {
  const script = `printf '%s\\n' ${HOSTILE.map((text) => shellWord(text)).join(" ")}`;
  expect(execFileSync("bash", ["-c", script], { encoding: "utf8" })).toBe(`${HOSTILE.join("\n")}\n`);
});

it("plain words stay as they are, control characters are spelled out, and long texts are cut", () => {
  expect(["id", "user.id", "a/b-c"].map((text) => shellWord(text))).toEqual(["id", "user.id", "a/b-c"]);
  expect([shellWord(""), shellWord("a\u001b[2J\n")]).toEqual(["''", "'a\\u{1b}[2J\\n'"]);
  expect(shellWord("a".repeat(1000))).toHaveLength(82);
});
