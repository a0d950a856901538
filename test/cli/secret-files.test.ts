import { chmodSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../src/cli/program.js";
import { cli, FOO, scratch } from "./support.js";

const KEY = "c0ffee".repeat(11).slice(0, 64);
const TOKEN = "s3cret-token-of-thirty-two-chars";

/** A command that reads a file with a secret, and what follows it on the command line. */
const READERS = [
  ["key", ["check"], KEY],
  ["token", ["serve", "--db", "no/such.db"], TOKEN],
] as const;

describe.each(READERS)("--%s-file", (what, command, secret) => {
  const read = (path: string) => cli([...command, `--${what}-file`, path], { stdin: `${FOO}\n` });

  it.each([
    ["600", 0],
    ["400", 0],
    ["644", 1],
    ["640", 1],
    ["604", 1],
    ["620", 1],
  ])("of mode %s: %i warnings", async (mode, count) => {
    const path = scratch().file("secret", secret);
    chmodSync(path, Number.parseInt(mode, 8));
    const { stderr } = await read(path);
    expect(stderr.match(/^durable-id: warning: .*chmod 600/gm) ?? []).toHaveLength(count);
    expect(stderr).not.toContain(secret);
  });

  it.each(["666", "602"])("of mode %s, which every user can write, is refused", async (mode) => {
    const path = scratch().file("secret", secret);
    chmodSync(path, Number.parseInt(mode, 8));
    const { code, stdout, stderr } = await read(path);
    expect([code, stdout, stderr.includes(secret)]).toEqual([2, "", false]);
    expect(stderr).toContain("chmod 600");
  });

  it("of no end is refused", async () => {
    expect((await read("/dev/zero")).code).toBe(2);
  });

  it("that is the secret itself is refused, and not repeated", async () => {
    const { code, stderr } = await read(secret);
    expect([code, stderr.includes(secret)]).toEqual([2, false]);
    expect(stderr).toContain(`--${what}-file must be the path`);
  });
});

it("no option takes a secret, which every user of the machine could see", () => {
  const command = createProgram({ stdout: { isTTY: false } } as Parameters<typeof createProgram>[0]).whole();
  const options = [command, ...command.commands].flatMap((each) => each.options);
  const withValue = options.filter(({ required, optional }) => required || optional).map(({ long }) => long ?? "");
  expect(withValue.length).toBeGreaterThan(40);
  const secret = withValue.filter((name) => /key|token|secret|pass|auth|credential/.test(name));
  // A unique key is not a secret.
  expect([...new Set(secret)].sort()).toEqual(["--key-file", "--token-file", "--unique-key"]);
});
