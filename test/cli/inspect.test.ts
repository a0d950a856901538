import { expect, test } from "vitest";
import { cli, EU_FOO, FOO, FOREIGN, OTHER, ROOMS } from "./support.js";

const KEY = ["--unique-key", ROOMS];
const json = async (...argv: string[]) => {
  const { stdout, code } = await cli(["inspect", "--json", ...argv]);
  return {
    code,
    lines: stdout
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  };
};

test("the parts, without a key", async () => {
  const { code, lines } = await json(FOO, EU_FOO.toUpperCase());
  expect(code).toBe(0);
  expect(lines).toEqual([
    {
      id: FOO,
      wellFormed: true,
      base: FOO.slice(0, 32),
      tag: FOO.slice(32),
      byte15: Number.parseInt(FOO.slice(30, 32), 16),
      code: null,
      verdict: null,
      namespace: null,
      jurisdiction: null,
    },
    {
      id: EU_FOO.toUpperCase(),
      wellFormed: true,
      base: EU_FOO.slice(0, 32),
      tag: EU_FOO.slice(32),
      byte15: 1,
      code: "eu",
      verdict: null,
      namespace: null,
      jurisdiction: null,
    },
  ]);
});

test("whose it is, with keys", async () => {
  const { code, lines } = await json(...KEY, "--unique-key", OTHER, FOO, EU_FOO, FOREIGN, "f".repeat(64), "x");
  expect(code).toBe(1);
  expect(lines.map(({ verdict, namespace, jurisdiction }) => [verdict, namespace, jurisdiction])).toEqual([
    ["valid", ROOMS, null],
    ["valid", ROOMS, "eu"],
    ["valid", OTHER, null],
    ["foreign", null, null],
    ["malformed", null, null],
  ]);
  const wrong = await json(...KEY, "--jurisdiction", "us", EU_FOO);
  expect(wrong).toMatchObject({
    code: 1,
    lines: [{ verdict: "wrongJurisdiction", namespace: ROOMS, jurisdiction: "eu" }],
  });
});

test("exit codes", async () => {
  expect((await cli(["inspect", FOO])).code).toBe(0);
  expect((await cli(["inspect", FOO, "x"])).code).toBe(1);
  expect((await cli(["inspect", ...KEY, FOO])).code).toBe(0);
  expect((await cli(["inspect", ...KEY, FOO, FOREIGN])).code).toBe(1);
});

test("as text", async () => {
  const { stdout } = await cli(["inspect", ...KEY, EU_FOO, FOREIGN, "a\u001b[31m"]);
  expect(stdout).toBe(`${EU_FOO}
  base     ${EU_FOO.slice(0, 32)}
  tag      ${EU_FOO.slice(32)}
  byte 15  01: the code of "eu", if the ID has a jurisdiction
  verdict  valid: "${ROOMS}", jurisdiction "eu"

${FOREIGN}
  base     ${FOREIGN.slice(0, 32)}
  tag      ${FOREIGN.slice(32)}
  byte 15  ${FOREIGN.slice(30, 32)}: no jurisdiction's code
  verdict  foreign: of no namespace whose key was given

a\\u{1b}[31m
  verdict  malformed: 64 hex digits are wanted, and it has 6 characters
`);
});
