import { mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { shell } from "./process.js";
import { cli, scratch } from "./support.js";

/** What bash completes the last of these words to, with the script that the command prints. */
async function completed(...words: string[]): Promise<string[]> {
  const { path, file } = scratch();
  file("ids of users.txt", "");
  file("page.html", "");
  mkdirSync(`${path}/folder`);
  const { stdout: script } = await cli(["completion", "bash"]);
  const list = words.map((word) => `'${word}'`).join(" ");
  const { stdout, stderr } = shell(
    `cd "$FOLDER"; ${script}
    COMP_WORDS=(durable-id ${list}); COMP_CWORD=${words.length}
    complete -p durable-id > registered && _durable_id && printf '%s\\n' "\${COMPREPLY[@]}"`,
    { FOLDER: path },
  );
  expect(stderr).toBe("");
  return stdout.split("\n").filter((line) => line !== "");
}

/** The rows of a command's help: commands or long options. */
async function listed(argv: readonly string[], row: RegExp): Promise<string[]> {
  const { stdout } = await cli([...argv, "--help"]);
  return Array.from(stdout.matchAll(row), ([, name]) => name);
}

const commands = await listed([], /^ {2}([a-z]+) .* {2}/gm);

describe("bash completes", () => {
  test("every command", async () => {
    expect(commands).toContain("check");
    expect((await completed("")).sort()).toEqual([...commands].sort());
    expect(await completed("ch")).toEqual(["check"]);
    expect(await completed("--color", "always", "ch")).toEqual(["check"]);
    expect(await completed("--color", "=", "always", "ch")).toEqual(["check"]);
    expect(await completed("help", "sc")).toEqual(["scan"]);
  });

  test.each(commands.filter((name) => name !== "help"))("every option of %s", async (command) => {
    const options = await listed([command], /^ {2}(?:-\w, )?(--[a-z-]+)/gm);
    expect(options).toContain("--help");
    expect((await completed(command, "--")).sort()).toEqual(options.sort());
  });

  test.each<[words: string[], expected: string[]]>([
    [["check", "--max"], ["--max-invalid"]],
    [["check", "--format", "c"], ["csv"]],
    [["check", "--format", "=", "c"], ["csv"]],
    [
      ["check", "--engine", "="],
      ["auto", "wasm", "pure"],
    ],
    [["check", "--json", "--color", "n"], ["never"]],
    [
      ["--color", ""],
      ["auto", "always", "never"],
    ],
    [
      ["completion", ""],
      ["bash", "zsh", "fish"],
    ],
    [
      ["locate", "s"],
      ["secrets-store", "stream"],
    ],
    [["locate", "do", "s"], []],
    [["check", "id"], ["ids of users.txt"]],
    [["check", "--json", "ids of users.txt", "p"], ["page.html"]],
    [["check", "--report", "p"], ["page.html"]],
    [["check", "--report", "=", "p"], ["page.html"]],
    [["locate", "--state", ""], ["folder"]],
    [["scan", ""], ["folder"]],
    // Keys, numbers and names are not files.
    [["check", "--unique-key", ""], []],
    [["check", "--jobs", ""], []],
    [["mint", ""], []],
    [["serve", ""], []],
  ])("%j to %j", async (words, expected) => {
    expect(await completed(...words)).toEqual(expected);
  });
});

test.each(["bash", "zsh", "fish"])("the script for %s has every command and option", async (shellName) => {
  const { code, stdout, stderr } = await cli(["completion", shellName]);
  expect([code, stderr]).toEqual([0, ""]);
  for (const command of commands) expect(stdout).toContain(command);
  const names = await Promise.all(commands.map((command) => listed([command], /^ {2}(?:-\w, )?--([a-z-]+)/gm)));
  const words = new Set(stdout.match(/[\w-]+/g)?.map((word) => word.replace(/^-+/, "")));
  expect([...new Set(names.flat())].filter((name) => !words.has(name))).toEqual([]);
});

test.each([["tcsh"], []])("refuses %s", async (...argv) => {
  const { code, stdout, stderr } = await cli(["completion", ...argv]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("shell");
});
