import { expect, test } from "vitest";
import { cli, cut, EU_FOO, FOO, FOREIGN, OTHER, ROOMS } from "./support.js";

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
      reason: null,
      repair: null,
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
      reason: null,
      repair: null,
    },
  ]);
});

test("the namespace, with keys", async () => {
  const { code, lines } = await json(...KEY, "--unique-key", OTHER, FOO, EU_FOO, FOREIGN, "f".repeat(64), "x");
  expect(code).toBe(1);
  expect(
    lines.map(({ verdict, namespace, jurisdiction, reason }) => [verdict, namespace, jurisdiction, reason]),
  ).toEqual([
    ["valid", ROOMS, null, null],
    ["valid", ROOMS, "eu", null],
    ["valid", OTHER, null, null],
    ["foreign", null, null, "unknown"],
    ["malformed", null, null, "other-text"],
  ]);
  const wrong = await json(...KEY, "--jurisdiction", "us", EU_FOO);
  expect(wrong).toMatchObject({
    code: 1,
    lines: [{ verdict: "wrongJurisdiction", namespace: ROOMS, jurisdiction: "eu", reason: "jurisdiction" }],
  });
  expect((await json(...KEY, "--jurisdiction", "us", FOO)).lines).toMatchObject([
    { verdict: "wrongJurisdiction", namespace: ROOMS, jurisdiction: null, reason: "jurisdiction" },
  ]);
});

test("the reason why it is malformed, with details, with and without a key", async () => {
  for (const key of [[], KEY]) {
    const { lines } = await json(...key, FOO.slice(4), `0x${FOO}`, `O${FOO.slice(1)}`, "null");
    expect(lines).toMatchObject([
      { verdict: "malformed", reason: "truncated", digits: 60 },
      { reason: "prefixed", holdsId: true },
      { reason: "not-hex", position: 0, character: "O", lookAlike: "0" },
      { reason: "null-word" },
    ]);
  }
});

test("the repair of a damaged ID, with keys", async () => {
  const damaged = [`"${FOO}"`, FOO.slice(0, 50), EU_FOO.slice(1), FOREIGN, FOO];
  const { code, lines } = await json("--unique-key", "another", ...KEY, ...damaged);
  expect(code).toBe(1);
  const repair = (id: string, jurisdiction: string | null, how: string) => ({
    ...{ id, namespace: ROOMS, jurisdiction, how },
    evidenceBits: expect.toSatisfy((bits) => Number.isInteger(bits) && bits >= 48 && bits <= 128),
  });
  expect(lines.map((line) => line.repair)).toEqual([
    repair(FOO, null, "cleaned"),
    repair(FOO, null, "completed"),
    repair(EU_FOO, "eu", "missing-digit"),
    null,
    null,
  ]);
  const near = await json(...KEY, `${FOO.slice(0, 60)}${FOO[61]}${FOO[60]}${FOO.slice(62)}`);
  expect(near.lines).toMatchObject([{ verdict: "foreign", reason: "near-miss", wrongDigits: [60, 61] }]);
  expect((await json(...damaged.slice(0, 2))).lines.map((line) => line.repair)).toEqual([null, null]);
  const { stdout } = await cli(["inspect", ...KEY, EU_FOO.slice(1), FOREIGN]);
  const [shown, foreign] = stdout.split("\n\n");
  for (const word of ["did you mean", EU_FOO, ROOMS, '"eu"', "missing-digit", "bits"]) expect(shown).toContain(word);
  expect(foreign).not.toContain("did you mean");
});

test("exit codes", async () => {
  expect((await cli(["inspect", FOO])).code).toBe(0);
  expect((await cli(["inspect", FOO, "x"])).code).toBe(1);
  expect((await cli(["inspect", ...KEY, FOO])).code).toBe(0);
  expect((await cli(["inspect", ...KEY, FOO, FOREIGN])).code).toBe(1);
});

test("as text", async () => {
  const { stdout } = await cli(["inspect", ...KEY, EU_FOO, FOREIGN, "a\u001b[31m", ""]);
  const [eu, foreign, short, empty] = stdout.split("\n\n").map((block) => block.split("\n"));
  expect(eu[0]).toBe(EU_FOO);
  expect(eu[1]).toContain(EU_FOO.slice(0, 32));
  expect(eu[2]).toContain(EU_FOO.slice(32));
  expect(eu[3]).toMatch(/byte 15 {2}01: .*"eu"/);
  expect(eu[4]).toMatch(new RegExp(`verdict {2}valid: "${ROOMS}", .*"eu"`));
  expect(foreign[3]).toContain(FOREIGN.slice(30, 32));
  expect(foreign[4]).toMatch(/verdict {2}foreign/);
  expect(short[0]).toBe("a\\u{1b}[31m");
  expect(short[1]).toMatch(/verdict {2}malformed, other-text: /);
  expect(empty[0]).toBe("(empty)");
});

test("- reads lines of standard input, among other IDs", async () => {
  const stdin = `${FOO}\r\n${FOREIGN}\n\n"${FOO}"`;
  for (const chunks of [[Buffer.from(stdin)], cut(stdin, 1)]) {
    const { code, stdout } = await cli(["inspect", "--json", ...KEY, EU_FOO, "-", FOO], { stdin: chunks });
    const found = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(found.map(({ id, verdict }) => [id, verdict])).toEqual([
      [EU_FOO, "valid"],
      [FOO, "valid"],
      [FOREIGN, "foreign"],
      ["", "malformed"],
      [`"${FOO}"`, "malformed"],
      [FOO, "valid"],
    ]);
  }
  expect((await cli(["inspect", "-"], { stdin: `${FOO}\n`.repeat(10_000) })).code).toBe(0);
  const text = (await cli(["inspect", "-"], { stdin: `${FOO}\n`.repeat(5000) })).stdout;
  expect(text.split("\n\n")).toHaveLength(5000);
});

test("- without input, or twice, is refused", async () => {
  expect(await cli(["inspect", "-"], { stdin: "" })).toMatchObject({ code: 2, stdout: "" });
  expect(await cli(["inspect", "-", "-"], { stdin: FOO })).toMatchObject({ code: 2, stdout: "" });
});

test("bytes that are not UTF-8 are a malformed ID", async () => {
  const { code, stdout } = await cli(["inspect", "--json", "-"], { stdin: Uint8Array.of(0xff, 0x0a) });
  expect([code, JSON.parse(stdout).verdict]).toEqual([1, "malformed"]);
});

test("--json of what a stranger wrote moves no cursor, and is read as it was", async () => {
  const hostile = "\u009b2J\u202e\u2028\u007f";
  const { stdout } = await cli(["inspect", "--json", hostile]);
  expect(stdout).not.toMatch(/[\u007f-\u009f\u202e\u2028]/);
  expect(JSON.parse(stdout).id).toBe(hostile);
});
