import { expect, test } from "vitest";
import { cli, cut, EU_FOO, FOO, jurisdictionalId, ROOMS, referenceId, rootOf, scratch, workerd } from "./support.js";

const KEY = ["--unique-key", ROOMS];
const lines = ({ stdout }: { stdout: string }) => stdout.split("\n").slice(0, -1);

test("every name in the vectors of a real workerd", async () => {
  for (const [i, uniqueKey] of workerd.uniqueKeys.entries()) {
    // Arguments and files are UTF-8, which lone surrogates are not; a line ends at its newline.
    const entries = workerd.named.filter(
      ({ key, name }) => key === i && !/\p{Surrogate}/u.test(name) && !/[\r\n]/.test(name),
    );
    const outcome = await cli(["mint", "--unique-key", uniqueKey, "-"], {
      stdin: cut(entries.map(({ name }) => `${name}\n`).join(""), 7),
    });
    // A BOM at the start of a file is not part of its content; the first name of the vectors doesn't start with one.
    expect(lines(outcome)).toEqual(entries.map(({ id }) => id));
  }
});

test("names as arguments, in order, with those of standard input at the position of -", async () => {
  const outcome = await cli(["mint", ...KEY, "foo", "-", "bar", "--", "--x"], { stdin: "a\r\n\nb" });
  const expected = ["foo", "a", "", "b", "bar", "--x"].map((name) => referenceId(rootOf(ROOMS), name));
  expect(lines(outcome)).toEqual(expected);
});

test("in a jurisdiction", async () => {
  expect(lines(await cli(["mint", ...KEY, "--jurisdiction", "eu", "foo"]))).toEqual([EU_FOO]);
  expect(lines(await cli(["mint", ...KEY, "--jurisdiction", "us", "foo"]))).toEqual([
    jurisdictionalId(ROOMS, "us", "foo"),
  ]);
});

test("JSON Lines", async () => {
  const json = lines(await cli(["mint", ...KEY, "--json", "foo", "--unique", "1"])).map((line) => JSON.parse(line));
  expect(json).toEqual([
    { name: "foo", id: FOO, jurisdiction: null },
    { name: null, id: expect.stringMatching(/^[0-9a-f]{64}$/), jurisdiction: null },
  ]);
  const [eu] = lines(await cli(["mint", ...KEY, "--json", "--jurisdiction", "eu", "foo"]));
  expect(JSON.parse(eu)).toEqual({ name: "foo", id: EU_FOO, jurisdiction: "eu" });
});

test("random ones: distinct, and valid", async () => {
  const minted = await cli(["mint", ...KEY, "--unique", "3000"]);
  expect(new Set(lines(minted)).size).toBe(3000);
  const { code, stdout } = await cli(["check", ...KEY, "--json"], { stdin: minted.stdout });
  expect([code, JSON.parse(stdout).valid]).toEqual([0, 3000]);
});

test("with a secret key", async () => {
  const { file } = scratch();
  const secret = Buffer.alloc(32, 9);
  expect(lines(await cli(["mint", "--key-file", file("k", secret), "foo"]))).toEqual([referenceId(secret, "foo")]);
});

test("a name that is not UTF-8 is refused, because replacement characters would give another ID", async () => {
  const stdin = Buffer.concat([Buffer.from("ok\n"), Buffer.from([0xff, 0x0a])]);
  const { code, stderr } = await cli(["mint", ...KEY, "-"], { stdin });
  expect([code, stderr]).toEqual([2, expect.stringContaining("line 2 of stdin is not UTF-8")]);
});

test("a name that never ends is refused", async () => {
  const { code, stderr } = await cli(["mint", ...KEY, "-"], { stdin: cut("x".repeat(5_000_000), 65_536) });
  expect(code).toBe(2);
  expect(stderr).toContain("line 1 of stdin is longer than 4194304 bytes");
});
