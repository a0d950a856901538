import { describe, expect, test } from "vitest";
import { coloursFor } from "../../src/cli/colours.js";
import { cli, FOO, ROOMS, type Surroundings } from "./support.js";

const ESCAPE = "\u001b[";

async function isColoured(argv: string[], surroundings: Surroundings): Promise<boolean> {
  const { stdout } = await cli(argv, { stdin: FOO, ...surroundings });
  expect(stdout).not.toBe("");
  return stdout.includes(ESCAPE);
}

describe.each<[string, string[]]>([
  ["check", ["check", "--unique-key", ROOMS]],
  ["inspect", ["inspect", FOO]],
  ["scan", ["scan", "test/local/fixtures/3.20240129.3/state"]],
])("colours of %s", (_, argv) => {
  test.each<[expected: boolean, options: string[], isTTY: boolean, env: Record<string, string>]>([
    [true, [], true, {}],
    [false, [], false, {}],
    [false, [], true, { TERM: "dumb" }],
    [false, [], true, { NO_COLOR: "1" }],
    [true, [], true, { NO_COLOR: "" }],
    [true, [], false, { FORCE_COLOR: "1" }],
    [true, [], false, { FORCE_COLOR: "true", NO_COLOR: "1" }],
    [true, [], false, { FORCE_COLOR: "3", TERM: "dumb" }],
    [false, [], true, { FORCE_COLOR: "0" }],
    [false, [], true, { FORCE_COLOR: "false" }],
    [false, [], false, { FORCE_COLOR: "" }],
    [true, ["--color", "always"], false, { NO_COLOR: "1", FORCE_COLOR: "0" }],
    [false, ["--color", "never"], true, { FORCE_COLOR: "1" }],
    [true, ["--color=auto"], true, {}],
    [false, ["--color=auto"], false, {}],
  ])("%s for %j, terminal %s, %j", async (expected, options, isTTY, env) => {
    expect(await isColoured([...argv, ...options], { isTTY, env })).toBe(expected);
    expect(await isColoured([...options, ...argv], { isTTY, env })).toBe(expected);
  });
});

test("JSON never has colours", async () => {
  expect(await isColoured(["check", "--unique-key", ROOMS, "--json", "--color", "always"], { isTTY: true })).toBe(
    false,
  );
});

test("--color refuses other values", async () => {
  const { code, stderr } = await cli(["check", "--color", "sometimes"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/--color.*sometimes.*auto, always, never/);
});

test("each style is closed", () => {
  const colours = coloursFor({ isTTY: true, write: async () => undefined }, { env: {} });
  for (const style of ["bold", "dim", "green", "red", "yellow"] as const) {
    const [, on, text, off] = colours[style]("text")
      .split(/\p{Cc}\[(\d+)m/u)
      .map((part) => part || "0");
    expect([text, off]).toEqual(["text", Number(on) < 10 ? "22" : "39"]);
  }
});
