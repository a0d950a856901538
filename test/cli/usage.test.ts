import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cli, FOO, ROOMS, referenceId, rootOf, scratch } from "./support.js";

/** Every fault: exit code 2, nothing on standard output, and one line. */
async function faultOf(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await cli(argv, { stdin: FOO });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^durable-id: [^\n]+\n$/);
  return stderr.slice("durable-id: ".length, -1);
}

describe("errors are one line", () => {
  test.each([
    [[], "missing command; expected one of: check, grep, mint"],
    [["chek"], "unknown command 'chek' (did you mean check?"],
    [["check"], "missing key: pass --unique-key KEY"],
    [["mint", "x"], "missing key: pass --unique-key KEY"],
    [
      ["check", "--uniq-key", "x"],
      "unknown option '--uniq-key' (did you mean --unique-key? see durable-id check --help",
    ],
    [["check", "--unique-key"], "option '--unique-key <key>' argument missing"],
    [
      ["check", "--unique-key", "k", "--invalid", "--json", "ids.txt"],
      "--invalid needs a value, got the option --json",
    ],
    [
      ["import", "--unique-key", "k", "--db", "--color", "auto", "new.db"],
      "--db needs a value, got the option --color",
    ],
    [["check", "--unique-key", "--quiet", "ids.txt"], "--unique-key needs a value, got the option --quiet"],
    [["check", "--unique-key", "k", "--format", "xml"], "Allowed choices are text, csv, jsonl, json"],
    [["check", "--unique-key", "k", "--field", "id"], "--field needs CSV, JSON or Parquet"],
    [["check", "--unique-key", "k", "--query", "SELECT 1"], "--query needs an SQLite database"],
    [["check", "--unique-key", "k", "--field", "a", "--field", "b"], "FILE:VALUE"],
    [["check", "--unique-key", "k", "--field", "-:a", "--field", "-:b", "-"], "got it twice"],
    [["check", "--unique-key", "k", "--no-header"], "--no-header needs CSV"],
    [["check", "--unique-key", "k", "--jurisdiction", "mars"], 'Unknown jurisdiction "mars"'],
    [["check", "--unique-key", "k", "--engine", "steam"], "auto, wasm, pure"],
    [["check", "--unique-key", "k", "/nowhere/x\n"], String.raw`can't read "/nowhere/x\n": no such file or directory`],
    [["check", "--unique-key", "k", "-", "-"], "standard input (-) can be read only once"],
    [["check", "--key-file", "/nowhere"], "can't read the key file"],
    [["mint", "--unique-key", "k"], "nothing to mint"],
    [["mint", "--unique-key", "k", "--unique", "0"], "an integer of at least 1"],
    [["mint", "--unique-key", "k", "--unique", "1e3"], "an integer of at least 1"],
    [["mint", "--unique-key", "k", "--unique-key", "l", "x"], "expected one key, got 2 (k, l)"],
    [["inspect"], "nothing to inspect"],
    [["inspect", FOO, "--jurisdiction", "eu"], "--jurisdiction needs a key"],
  ])("%j", async (argv, message) => {
    expect(await faultOf(...argv)).toContain(message);
  });

  test("a folder and a missing file, before anything is read", async () => {
    const { path, file } = scratch();
    const good = file("good.txt", FOO);
    mkdirSync(`${path}/dir`);
    expect(await faultOf("check", "--unique-key", ROOMS, "--annotate", good, `${path}/dir`)).toContain(
      "it is a folder",
    );
    expect(await faultOf("check", "--unique-key", ROOMS, "--annotate", good, `${path}/none`)).toContain("no such file");
  });

  test("an input that fails in the middle: the summary so far, then the error", async () => {
    async function* broken() {
      yield Buffer.from(`${FOO}\n`);
      throw Object.assign(new Error("read EIO"), { errno: -5, code: "EIO", syscall: "read" });
    }
    const written = { stdout: "", stderr: "" };
    const output = (name: keyof typeof written) => ({
      isTTY: false,
      write: async (data: Uint8Array | string) => {
        written[name] += data.toString();
      },
    });
    const { run } = await import("../../src/cli/run.js");
    const io = { stdin: broken(), stdout: output("stdout"), stderr: output("stderr"), env: {}, now: () => 0 };
    expect(await run(["check", "--unique-key", ROOMS], io)).toBe(2);
    expect(written.stderr).toBe("durable-id: can't read standard input: i/o error\n");
    expect(written.stdout).toContain("stdin (not read to the end)");
  });

  test.each([
    ["EPIPE", 141, ""],
    ["ENOSPC", 2, "durable-id: can't write the output: no space left on device\n"],
  ])("an output that fails: %s", async (code, exitCode, stderr) => {
    const errno = code === "EPIPE" ? -32 : -28;
    const outcome = await cli(["check", "--unique-key", ROOMS, "--annotate"], {
      stdin: FOO,
      onWrite: () => {
        throw Object.assign(new Error(`write ${code}`), { errno, code, syscall: "write" });
      },
    });
    expect(outcome).toEqual({ code: exitCode, stdout: "", stderr });
  });
});

describe("help", () => {
  const COMMANDS = ["", "check", "grep", "mint", "inspect", "locate", "scan", "import", "serve", "bench", "completion"];

  describe.each(COMMANDS)("%s", (name) => {
    const help = async (columns?: number) => {
      const { code, stdout, stderr } = await cli([name, "--help"].filter(Boolean), { columns });
      expect([code, stderr]).toEqual([0, ""]);
      return stdout;
    };
    const wordsOf = (text: string) => text.split(/\s+/);

    test.each([40, 60, 80, 100, undefined, 300])("fits %s columns without breaking words", async (columns) => {
      const text = await help(columns);
      expect(text).toContain("Usage: durable-id");
      // Examples are there to be copied: they are not wrapped, and fit 80 columns.
      const [prose, examples = ""] = text.split(/^Examples?:$/m);
      for (const line of prose.split("\n")) expect(line.length, line).toBeLessThanOrEqual(Math.min(columns ?? 80, 100));
      for (const line of examples.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
      expect(wordsOf(text)).toEqual(wordsOf(await help(30)));
    });
  });

  test("of a subcommand is also printed by help COMMAND and -h", async () => {
    const { stdout } = await cli(["check", "--help"]);
    expect((await cli(["help", "check"])).stdout).toBe(stdout);
    expect((await cli(["check", "-h"])).stdout).toBe(stdout);
  });
  test("marks keys as repeatable, except for mint, which takes one", async () => {
    const timesOf = async (command: string) => {
      const [keys] = (await cli([command, "--help"])).stdout.split("--env");
      return keys.match(/\(repeatable\)/g)?.length;
    };
    for (const command of ["check", "grep", "inspect", "import"]) expect(await timesOf(command)).toBe(4);
    expect(await timesOf("mint")).toBeUndefined();
  });
  test("--version", async () => {
    expect((await cli(["--version"])).code).toBe(0);
  });
});

describe("key files", () => {
  const key = Buffer.from(rootOf(ROOMS));

  test.each([
    ["32 raw bytes", key],
    ["64 digits", key.toString("hex")],
    ["64 digits and a newline", `${key.toString("hex")}\n`],
    ["64 digits and CRLF", `${key.toString("hex").toUpperCase()}\r\n`],
  ])("%s", async (_, content) => {
    const { file } = scratch();
    const { code, stdout } = await cli(["check", "--key-file", file("room.key", content), "--json"], { stdin: FOO });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).namespaces).toEqual([{ label: "room.key", valid: 1, wrongJurisdiction: 0 }]);
  });

  test("32 raw bytes may end in a newline", async () => {
    const { file } = scratch();
    const odd = Buffer.concat([Buffer.alloc(31, 7), Buffer.from("\n")]);
    const { stdout } = await cli(["mint", "--key-file", file("k", odd), "x"]);
    expect(stdout).toBe(`${referenceId(odd, "x")}\n`);
  });

  test.each([
    ["empty", ""],
    ["31 bytes", Buffer.alloc(31)],
    ["33 bytes", Buffer.alloc(33)],
    ["63 digits", "a".repeat(63)],
    ["64 characters that are not all digits", "g".repeat(64)],
    ["white space before", ` ${"a".repeat(64)}`],
    ["two newlines", `${"a".repeat(64)}\n\n`],
    ["a megabyte", Buffer.alloc(1_000_000)],
  ])("refused: %s", async (_, content) => {
    const { file } = scratch();
    const fault = await faultOf("check", "--key-file", file("k", content));
    expect(fault).toContain("must hold 32 raw bytes or 64 hex digits");
    expect(fault).not.toMatch(/aaaa|gggg/);
  });

  test("endless", async () => {
    expect(await faultOf("check", "--key-file", "/dev/zero")).toContain("more than 66 bytes");
  });

  test("two with the same name are labelled by their paths", async () => {
    const { path } = scratch();
    const { writeFileSync } = await import("node:fs");
    const files = ["a", "b"].map((name) => {
      mkdirSync(`${path}/${name}`);
      writeFileSync(`${path}/${name}/key`, randomBytes(32));
      return `${path}/${name}/key`;
    });
    const args = files.flatMap((file) => ["--key-file", file]);
    const { stdout } = await cli(["check", ...args, "--json"], { stdin: FOO });
    expect(JSON.parse(stdout).namespaces.map(({ label }: { label: string }) => label)).toEqual(files);
  });

  test("keys of all kinds are tried in the order of the command line", async () => {
    const { file } = scratch();
    const stored = file("room.key", key);
    const first = async (...args: string[]) =>
      JSON.parse((await cli(["check", ...args, "--json"], { stdin: FOO })).stdout).namespaces.find(
        ({ valid }: { valid: number }) => valid === 1,
      ).label;
    expect(await first("--unique-key", ROOMS, "--key-file", stored)).toBe(ROOMS);
    expect(await first("--key-file", stored, "--unique-key", ROOMS)).toBe("room.key");
  });
});

describe("no key is ever shown", () => {
  const secret = randomBytes(32);
  const forms = [secret.toString("hex"), secret.toString("latin1"), secret.toString("base64"), secret.toString("utf8")];
  const expectNothingShown = ({ stdout, stderr }: { stdout: string; stderr: string }) => {
    for (const form of forms) expect(stdout + stderr).not.toContain(form);
  };

  test("in any output", async () => {
    const { file } = scratch();
    const path = file("secret.key", secret.toString("hex"));
    const id = referenceId(secret, "n");
    for (const argv of [
      ["check", "--key-file", path],
      ["check", "--key-file", path, "--json"],
      ["check", "--key-file", path, "--annotate"],
      ["check", "--key-file", path, "--jurisdiction", "mars"],
      ["check", "--key-file", path, "--engine", "steam"],
      ["mint", "--key-file", path, "n", "--json"],
      ["inspect", "--key-file", path, id],
    ]) {
      expectNothingShown(await cli(argv, { stdin: `${id}\nbad\n` }));
    }
  });

  test("even if it is passed in the wrong place", async () => {
    const hex = secret.toString("hex");
    for (const argv of [
      ["check", "--key-file", hex],
      ["check", `--key=${hex}`],
      ["check", `--keyfile=${hex}`],
      ["check", `-k${hex}`],
      ["check", "--key", hex],
      ["check", `--json=${hex}`],
    ]) {
      const outcome = await cli(argv);
      expect(outcome.code).toBe(2);
      expectNothingShown(outcome);
    }
  });
});
