import { linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { durableId } from "./process.js";
import { annotated, cli, EU_FOO, FOO, FOREIGN, jurisdictionalId, OTHER, ROOMS, scratch, workerdId } from "./support.js";

const KEY = ["--unique-key", ROOMS];
const OTHER_FOO = workerdId(OTHER, "foo");

describe("exit codes", () => {
  test.each([
    [FOO, 0],
    [`${FOO}\n`, 0],
    ["", 2],
    [FOREIGN, 1],
    [`${FOO}\n\n`, 1],
  ])("%j: %i", async (stdin, code) => {
    expect((await cli(["check", ...KEY], { stdin })).code).toBe(code);
  });
});

describe("--annotate", () => {
  test("prints verdict, namespace, jurisdiction and line, and the summary on standard error", async () => {
    const lines = [FOO, OTHER_FOO, EU_FOO, "x\ty", "", FOO.toUpperCase()];
    const args = ["check", ...KEY, "--unique-key", OTHER, "--annotate"];
    const { stdout, stderr, code } = await cli(args, { stdin: lines.join("\n") });
    const answers = [
      ["valid", "", ROOMS],
      ["valid", "", OTHER],
      ["valid", "", ROOMS, "eu"],
      ["malformed", "other-text"],
      ["malformed", "empty"],
      ["valid", "", ROOMS],
    ] as const;
    expect(stdout).toBe(answers.map((answer, i) => annotated(answer, "stdin", i + 1, lines[i])).join(""));
    expect(stderr).toContain("wrong jurisdiction  0");
    expect(code).toBe(1);
  });

  test("names the namespace and the actual jurisdiction of a wrong jurisdiction", async () => {
    const us = jurisdictionalId(ROOMS, "us", "foo");
    const args = ["check", ...KEY, "--jurisdiction", "eu", "--annotate"];
    const { stdout } = await cli(args, { stdin: [FOO, EU_FOO, us, FOREIGN].join("\n") });
    expect(stdout).toBe(
      annotated(["wrongJurisdiction", "jurisdiction", ROOMS], "stdin", 1, FOO) +
        annotated(["valid", "", ROOMS, "eu"], "stdin", 2, EU_FOO) +
        annotated(["wrongJurisdiction", "jurisdiction", ROOMS, "us"], "stdin", 3, us) +
        annotated(["foreign", "unknown"], "stdin", 4, FOREIGN),
    );
  });

  test("prints a CSV's header first, and rows unchanged", async () => {
    const rows = [`"x, ""y""",${FOO}`, `"two\r\nlines",${FOREIGN}`, "short"];
    const stdin = `\ufeffx,id\r\n${rows.join("\r\n")}\r\n`;
    const { stdout } = await cli(["check", ...KEY, "--format", "csv", "--field", "id", "--annotate"], { stdin });
    expect(stdout).toBe(
      "verdict\treason\tnamespace\tjurisdiction\tinput\tline\tx,id\n" +
        annotated(["valid", "", ROOMS], "stdin", 2, rows[0]) +
        annotated(["foreign", "unknown"], "stdin", 3, rows[1]) +
        annotated(["malformed", "missing"], "stdin", 5, "short"),
    );
  });

  test("prints each header once, and names of inputs can't inject a column", async () => {
    const { file } = scratch();
    const [a, b, c] = [
      file("a\tb.csv", `id\r\n${FOO}\r\n`),
      file("b.csv", `id\n\n${FOO}`),
      file("c.csv", `id,x\n${FOO},1`),
    ];
    const { stdout } = await cli(["check", ...KEY, "--field", "id", "--annotate", a, b, c]);
    const header = "verdict\treason\tnamespace\tjurisdiction\tinput\tline\t";
    expect(stdout).toBe(
      `${header}id\n${annotated(["valid", "", ROOMS], a.replace("\t", "\\t"), 2, FOO)}` +
        annotated(["malformed", "empty"], b, 2, "") +
        annotated(["valid", "", ROOMS], b, 3, FOO) +
        `${header}id,x\n${annotated(["valid", "", ROOMS], c, 2, `${FOO},1`)}`,
    );
  });

  test("prints bytes that are not UTF-8 unchanged", async () => {
    const { path, file } = scratch();
    const bytes = Buffer.from([0xff, 0x00, 0xc3, 0x0a]);
    const input = file("in", bytes);
    await cli(["check", ...KEY, "--invalid-records", `${path}/bad`, "--invalid", `${path}/bad.tsv`, input]);
    expect(readFileSync(`${path}/bad`)).toEqual(bytes);
    const columns = Buffer.from(annotated(["malformed", "not-utf8"], input, 1, "").slice(0, -1));
    expect(readFileSync(`${path}/bad.tsv`)).toEqual(Buffer.concat([columns, bytes]));
  });

  test("labels can't inject a column or a line", async () => {
    const { stdout } = await cli(["check", "--unique-key", "a\tb\nc\u001b[2J", "--annotate"], { stdin: "x\n" });
    expect(stdout).toBe(annotated(["malformed", "other-text"], "stdin", 1, "x"));
    const key = "tab\there\u001b";
    const minted = await cli(["mint", "--unique-key", key, "n"]);
    const outcome = await cli(["check", "--unique-key", key, "--annotate"], { stdin: minted.stdout });
    expect(outcome.stdout).toBe(annotated(["valid", "", "tab\\there\\u{1b}"], "stdin", 1, minted.stdout.trimEnd()));
    expect(outcome.stderr).not.toContain("\u001b");
  });

  test("answers before the next chunk arrives", async () => {
    const writes: string[] = [];
    async function* pipe() {
      yield Buffer.from(`${FOO}\n${FOO.slice(0, 10)}`);
      await vi.waitFor(() => expect(writes).toEqual([annotated(["valid", "", ROOMS], "stdin", 1, FOO)]));
      yield Buffer.from(`${FOO.slice(10)}\n`);
      await vi.waitFor(() => expect(writes).toHaveLength(2));
    }
    const { run } = await import("../../src/cli/run.js");
    const silent = { isTTY: false, write: async () => undefined };
    const stdout = { isTTY: false, write: async (data: Uint8Array | string) => void writes.push(data.toString()) };
    const code = await run(["check", ...KEY, "--annotate"], {
      stdin: pipe(),
      stdout,
      stderr: silent,
      env: {},
      now: () => 0,
    });
    expect(code).toBe(0);
  });
});

describe("--invalid", () => {
  test("has the lines of --annotate for invalid records, with input, line and reason", async () => {
    const { path, file } = scratch();
    const a = file("a.txt", `${FOO}\r\n bad\r\n\n${FOREIGN}`);
    const b = file("b.csv", `id,x\n${FOO},1\n"${FOO}0","2\n3"\nnull,4\n`);
    const c = file("c.csv", `id\n${FOO}\n`);
    const argv = ["check", ...KEY, "--field", "id", "--annotate", "--invalid", `${path}/bad`, a, b, c];
    const { stdout } = await cli(argv);
    const bad = readFileSync(`${path}/bad`, "utf8");
    const header = "verdict\treason\tnamespace\tjurisdiction\tinput\tline\t";
    expect(bad).toBe(
      annotated(["malformed", "whitespace"], a, 2, " bad") +
        annotated(["malformed", "empty"], a, 3, "") +
        annotated(["foreign", "unknown"], a, 4, FOREIGN) +
        `${header}id,x\n` +
        annotated(["malformed", "too-long"], b, 3, `"${FOO}0","2\n3"`) +
        annotated(["malformed", "null-word"], b, 5, "null,4") +
        `${header}id\n`,
    );
    expect(bad).toBe(stdout.replace(/^valid\t.*\n/gm, ""));
  });
});

describe("--invalid-records", () => {
  const checkInto = (path: string, ...args: string[]) => cli(["check", ...KEY, "--invalid-records", path, ...args]);

  test("has the invalid lines verbatim, and adds a missing newline at the end", async () => {
    const { path, file } = scratch();
    const a = file("a.txt", `${FOO}\r\n bad\r\n\n${FOREIGN}`);
    const b = file("b.txt", `worse\n${FOO}`);
    expect((await checkInto(`${path}/bad`, a, b)).code).toBe(1);
    expect(readFileSync(`${path}/bad`, "utf8")).toBe(` bad\r\n\n${FOREIGN}\nworse\n`);
    expect(readdirSync(path).sort()).toEqual(["a.txt", "b.txt", "bad"]);
  });

  test("is empty if all are valid, and replaces an old file", async () => {
    const { path, file } = scratch();
    file("bad", "old");
    await checkInto(`${path}/bad`, file("a.txt", FOO));
    expect(readFileSync(`${path}/bad`, "utf8")).toBe("");
  });

  test("starts with the CSV's header, once", async () => {
    const { path, file } = scratch();
    const a = file("a.csv", `id,x\r\n${FOO},1\r\nbad,"2\r\n3"\r\n`);
    const b = file("b.csv", `id,x\nworse,1`);
    await checkInto(`${path}/bad.csv`, "--field", "id", a, b);
    expect(readFileSync(`${path}/bad.csv`, "utf8")).toBe('id,x\r\nbad,"2\r\n3"\r\nworse,1\n');
  });

  test("refuses inputs with different columns, and makes no file", async () => {
    const { path, file } = scratch();
    const a = file("a.csv", "id,x\nbad,1\n");
    const b = file("b.csv", "x,id\nbad,1\n");
    const argv = ["check", ...KEY, "--json", "--invalid-records", `${path}/bad.csv`, "--field", "id", a, b];
    for (const jobs of ["1", "2"]) {
      const { status, stdout, stderr } = durableId([...argv, "--jobs", jobs]);
      expect(status).toBe(2);
      expect(stderr).toMatch(/^durable-id: the columns of ".*b\.csv" differ.*--invalid-records[^\n]*\n$/);
      expect(JSON.parse(stdout)).toMatchObject({ complete: false, total: 1, malformed: 1 });
      expect(readdirSync(path).sort()).toEqual(["a.csv", "b.csv"]);
    }
  });

  test("has no file under its name if the input is cut off", async () => {
    const { path, file } = scratch();
    file("bad.csv", "old");
    const a = file("a.csv", `id\nbad\n"open\n`);
    expect((await checkInto(`${path}/bad.csv`, a)).code).toBe(2);
    expect(readFileSync(`${path}/bad.csv`, "utf8")).toBe("old");
    expect(readdirSync(path).sort()).toEqual(["a.csv", "bad.csv"]);
  });

  test("can't be an input, a folder, a device, or in a missing folder", async () => {
    const { path, file } = scratch();
    const a = file("a.txt", "bad\n");
    mkdirSync(`${path}/dir`);
    symlinkSync(a, `${path}/link`);
    linkSync(a, `${path}/hard`);
    const errors = [
      [a, "the input"],
      [`${path}/hard`, "the input"],
      [`${path}/link`, "symbolic link"],
      [`${path}/dir`, "a folder"],
      ["/dev/null", "a device"],
      [`${path}/none/bad`, "no such file or directory"],
    ];
    for (const [target, reason] of errors) {
      const { code, stderr, stdout } = await checkInto(target, a);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain(reason);
    }
    expect(readFileSync(a, "utf8")).toBe("bad\n");
  });
});

describe("the summary", () => {
  const stdin = [FOO, FOO, EU_FOO, OTHER_FOO, "short", `esc\u001b[31m\u202e${"x".repeat(200)}`, "f".repeat(64)].join(
    "\n",
  );
  const args = ["check", ...KEY, "--unique-key", OTHER];

  test("has documented, stable keys as JSON", async () => {
    const { stdout } = await cli([...args, "--json"], { stdin });
    expect(stdout.endsWith("}\n")).toBe(true);
    expect(JSON.parse(stdout)).toEqual({
      inputs: [
        {
          name: "stdin",
          total: 7,
          valid: 4,
          malformed: 2,
          foreign: 1,
          wrongJurisdiction: 0,
          reasons: { "other-text": 2, unknown: 1 },
        },
      ],
      complete: true,
      total: 7,
      valid: 4,
      malformed: 2,
      foreign: 1,
      wrongJurisdiction: 0,
      namespaces: [
        { label: ROOMS, valid: 3, wrongJurisdiction: 0 },
        { label: OTHER, valid: 1, wrongJurisdiction: 0 },
      ],
      jurisdictions: { unrestricted: 3, eu: 1 },
      reasons: { "other-text": 2, unknown: 1 },
      samples: [
        { input: "stdin", line: 5, verdict: "malformed", reason: "other-text", text: "short" },
        {
          input: "stdin",
          line: 6,
          verdict: "malformed",
          reason: "other-text",
          text: `esc\u001b[31m\u202e${"x".repeat(70)}…`,
        },
        { input: "stdin", line: 7, verdict: "foreign", reason: "unknown", text: "f".repeat(64) },
      ],
      hints: [],
      seconds: 0.5,
      idsPerSecond: 14,
      engine: expect.any(String),
    });
  });

  test("as text", async () => {
    const { stdout } = await cli([...args, "--engine", "pure"], { stdin });
    expect(stdout).toBe(`stdin
  total               7
  valid               4  57.1 %
  malformed           2  28.6 %
  foreign             1  14.3 %
  wrong jurisdiction  0     0 %

by reason
  other-text  2  malformed: other text
  unknown     1  foreign: an ID of none of the namespaces

by namespace
  ${ROOMS}  3
  ${OTHER}            1

by jurisdiction
  unrestricted  3
  eu            1

samples
  other-text  stdin:5  "short"
              stdin:6  "esc\\u{1b}[31m\\u{202e}${"x".repeat(70)}…"
  unknown     stdin:7  "${"f".repeat(64)}"

0.50 s, 14 IDs/s, engine pure
`);
  });

  test("separates thousands, never rounds a share to 100 %, and has three samples of each reason", async () => {
    const lines = Array.from({ length: 12_345 }, (_, i) => (i % 2000 === 1999 ? `bad ${i}` : FOO));
    const { stdout } = await cli(["check", ...KEY], { stdin: lines.join("\n") });
    expect(stdout).toContain("total               12,345\n");
    expect(stdout).toContain("malformed                6   < 0.1 %");
    expect(stdout).toContain("valid               12,339  > 99.9 %");
    expect(stdout.match(/"bad \d+"/g)).toHaveLength(3);
  });

  test("counts wrong jurisdictions", async () => {
    const { stdout } = await cli(["check", ...KEY, "--jurisdiction", "eu"], { stdin: `${FOO}\n${EU_FOO}\n` });
    expect(stdout).toContain(`${ROOMS}  1  and 1 with a wrong jurisdiction`);
  });

  test("has colours only on a terminal, and not with NO_COLOR", async () => {
    const coloured = (isTTY: boolean, env: Record<string, string>) =>
      cli(args, { stdin, isTTY, env }).then(({ stdout }) => stdout.includes("\u001b["));
    expect(await coloured(true, {})).toBe(true);
    expect(await coloured(true, { NO_COLOR: "" })).toBe(true);
    expect(await coloured(true, { NO_COLOR: "1" })).toBe(false);
    expect(await coloured(true, { TERM: "dumb" })).toBe(false);
    expect(await coloured(false, {})).toBe(false);
  });
});
