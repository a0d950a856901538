import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { cli, FOO, ROOMS, type Surroundings, scratch } from "./support.js";

const KEY = ["--unique-key", ROOMS];

/** The run ended with exit code 2, nothing on standard output, and one line that holds these words. */
async function expectRefused(argv: string[], words: string[], surroundings: Surroundings = {}): Promise<void> {
  const { code, stdout, stderr } = await cli(argv, surroundings);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^durable-id: [^\n]+\n$/);
  for (const word of words) expect(stderr).toContain(word);
}

describe.each([
  ["check", () => ["check", ...KEY]],
  ["import", () => ["import", ...KEY, "--db", `${scratch().path}/objects.db`]],
])("%s without records", (_, argv) => {
  test.each<[string, string | Uint8Array, string[]]>([
    ["an empty input", "", []],
    ["a header-only CSV", "id,user\n", ["--format", "csv", "--field", "id"]],
    ["a header-only CSV without a line end", "id", ["--format", "csv"]],
    ["a byte order mark", "\ufeff", []],
    ["an empty gzip file", gzipSync(""), []],
    ["empty JSON Lines", "", ["--format", "jsonl"]],
  ])("fails on %s, unless --allow-empty", async (__, content, options) => {
    await expectRefused([...argv(), ...options], ["no records", "--allow-empty"], { stdin: content });
    const { file } = scratch();
    await expectRefused([...argv(), ...options, file("in", content)], ["no records", "--allow-empty"]);
    const allowed = await cli([...argv(), ...options, "--allow-empty", "--json", file("in", content)]);
    expect([allowed.code, allowed.stderr]).toEqual([0, ""]);
    expect(JSON.parse(allowed.stdout)).toMatchObject({ complete: true, total: 0, valid: 0 });
  });

  test("fails on /dev/null, and on several empty files", async () => {
    await expectRefused([...argv(), "/dev/null"], ["no records"]);
    const { file } = scratch();
    await expectRefused([...argv(), file("a", ""), file("b", "")], ["no records"]);
  });

  test("passes if another input has a record", async () => {
    const { file } = scratch();
    expect((await cli([...argv(), file("a", ""), file("b", FOO), "/dev/null"])).code).toBe(0);
  });
});

test("an output of an earlier run is not changed if there are no records", async () => {
  const { path, file } = scratch();
  const good = file("good.txt", "earlier");
  await expectRefused(["check", ...KEY, "--valid", good, "--report", `${path}/page.html`, "/dev/null"], ["no records"]);
  expect(readFileSync(good, "utf8")).toBe("earlier");
  expect(existsSync(`${path}/page.html`)).toBe(false);
});

test("with a checkpoint, the same command with --allow-empty completes", async () => {
  const { path, file } = scratch();
  const argv = ["check", ...KEY, "--checkpoint", `${path}/state`, "--valid", `${path}/good`, file("in.txt", "")];
  await expectRefused(argv, ["no records"]);
  await expectRefused(argv, ["no records"]);
  expect((await cli([...argv, "--allow-empty"])).code).toBe(0);
  expect(readFileSync(`${path}/good`, "utf8")).toBe("");
});

describe("an empty key is refused", () => {
  test.each([
    [["check"], FOO],
    [["import", "--db", "/nowhere/objects.db"], FOO],
    [["mint", "lobby"], ""],
    [["inspect", FOO], ""],
    [["scan"], ""],
  ])("%j", async ([command, ...rest], stdin) => {
    await expectRefused([command, "--unique-key", "", ...rest], ["--unique-key", "empty"], { stdin });
    if (command !== "scan") {
      await expectRefused([command, "--key-file", "", ...rest], ["--key-file", "empty"], { stdin });
    }
  });
});

describe.each(["check", "import"])("%s without an input", (command) => {
  const argv = command === "check" ? ["check"] : ["import", "--db", "/nowhere/objects.db"];

  test("refuses a unique key that is a file, as --unique-key $UNSET dump.txt gives it", async () => {
    const { path, file } = scratch();
    const dump = file("dump.txt", `${FOO}\n`);
    await expectRefused([...argv, "--unique-key", dump], [dump, "-"], { stdin: FOO });
    await expectRefused([...argv, "--unique-key", "-"], ["--unique-key", "-"], { stdin: FOO });
    // A folder may have the same name as its namespace; and - means standard input.
    const { code } = await cli(["check", "--unique-key", path], { stdin: FOO });
    expect(code).toBe(1);
    expect((await cli(["check", "--unique-key", dump, "-"], { stdin: FOO })).code).toBe(1);
  });

  test("refuses to read from a terminal, unless the input is -", async () => {
    await expectRefused([...argv, ...KEY], ["terminal", "-"], { stdin: FOO, isStdinTTY: true });
    expect((await cli(["check", ...KEY, "-"], { stdin: FOO, isStdinTTY: true })).code).toBe(0);
  });
});
