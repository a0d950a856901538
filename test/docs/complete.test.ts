import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { manifestAt } from "../../support/packed/npm.js";
import { cli } from "../cli/support.js";

const readme = readFileSync("README.md", "utf8");
const pages = readdirSync("docs").filter((name) => name.endsWith(".md"));
const everything = [readme, ...pages.map((name) => readFileSync(`docs/${name}`, "utf8"))].join("\n");

/** What the help of a command lists: commands or long options, as the first column has them. */
async function listed(argv: readonly string[], row: RegExp): Promise<string[]> {
  const { stdout } = await cli([...argv, "--help"]);
  return Array.from(stdout.matchAll(row), ([, name]) => name).filter((name) => !["help", "--help"].includes(name));
}

const commands = await listed([], /^ {2}([a-z]+) \[options\]/gm);

describe("README.md", () => {
  it("has a row for every command", () => {
    expect(commands).toContain("check");
    const rows = Array.from(readme.matchAll(/^\| `([a-z]+)[ `]/gm), ([, name]) => name);
    expect(commands.filter((command) => !rows.includes(command))).toEqual([]);
  });

  it.each(commands)("tells of every option of %s", async (command) => {
    const options = await listed([command], /^ {2}(?:-\w, )?(--[a-z-]+)/gm);
    expect(options).not.toEqual([]);
    const told = new Set(readme.match(/--[a-z][a-z-]*/g));
    expect(options.filter((option) => !told.has(option))).toEqual([]);
  });
});

describe("README.md and docs/", () => {
  const { exports } = manifestAt("package.json");
  const entries = Object.entries(exports as Record<string, { readonly default?: string }>);

  it.each(entries.filter(([subpath]) => !subpath.endsWith(".json")))(
    "tell of %s and all that it exports",
    async (subpath, target) => {
      const source = (target.default ?? "").replace("./dist/", "../../src/").replace(/\.js$/, ".ts");
      const module: object = await import(source);
      const words = new Set(everything.match(/[\w/-]+/g));
      expect(words).toContain(subpath.replace(/^\./, "durable-id"));
      expect(Object.keys(module).filter((name) => !words.has(name))).toEqual([]);
    },
  );
});
