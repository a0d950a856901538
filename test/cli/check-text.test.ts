import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { annotated, cli, cut, FOO, FOREIGN, ROOMS, scratch, summaryOf, verdictsOf, workerdIds } from "./support.js";

const counts = (summary: { total: number; valid: number; malformed: number; foreign: number }) => {
  const { total, valid, malformed, foreign } = summary;
  return { total, valid, malformed, foreign };
};

describe("each line is an ID, exactly", () => {
  test.each([
    ["as it is", FOO, "valid"],
    ["upper case", FOO.toUpperCase(), "valid"],
    ["another namespace's", FOREIGN, "foreign"],
    ["a space before", ` ${FOO}`, "malformed"],
    ["a space after", `${FOO} `, "malformed"],
    ["a tab instead of a digit", `\t${FOO.slice(1)}`, "malformed"],
    ["one digit short", FOO.slice(1), "malformed"],
    ["one digit long", `${FOO}0`, "malformed"],
    ["no digit", `g${FOO.slice(1)}`, "malformed"],
    ["a NUL", `\0${FOO.slice(1)}`, "malformed"],
    ["in quotes", `"${FOO}"`, "malformed"],
    ["full-width digits", FOO.replace("3", "３"), "malformed"],
    ["a lone carriage return", `${FOO.slice(0, 32)}\r${FOO.slice(32)}`, "malformed"],
    ["two carriage returns", `${FOO}\r`, "malformed"],
  ])("%s", async (_, line, verdict) => {
    expect(await verdictsOf(`${line}\r\n`)).toEqual([verdict]);
  });

  test("a carriage return without a newline doesn't end a line", async () => {
    expect(await verdictsOf(`${FOO}\r`)).toEqual(["malformed"]);
  });

  test("bytes that are not UTF-8 are malformed", async () => {
    expect(await verdictsOf(Buffer.concat([Buffer.alloc(64, 0xff), Buffer.from("\n")]))).toEqual(["malformed"]);
  });
});

describe("lines", () => {
  test.each([
    ["nothing at all", "", []],
    ["no newline at the end", FOO, ["valid"]],
    ["a newline at the end adds no line", `${FOO}\n`, ["valid"]],
    ["an empty line counts", `${FOO}\n\n${FOO}\n`, ["valid", "malformed", "valid"]],
    ["empty lines at the end count", `${FOO}\n\n\n`, ["valid", "malformed", "malformed"]],
    ["CRLF", `${FOO}\r\n${FOO}\r\n`, ["valid", "valid"]],
    ["a BOM is skipped", `\ufeff${FOO}\n`, ["valid"]],
    ["only a BOM", "\ufeff", []],
    ["a second BOM is not", `\ufeff\ufeff${FOO}\n`, ["malformed"]],
    ["a BOM further on is not", `${FOO}\n\ufeff${FOO}\n`, ["valid", "malformed"]],
  ])("%s", async (_, text, verdicts) => {
    expect(await verdictsOf(text)).toEqual(verdicts);
    expect(await verdictsOf(cut(text, 1))).toEqual(verdicts);
  });

  test("half a BOM is text", async () => {
    const half = Buffer.concat([Buffer.from([0xef, 0xbb]), Buffer.from(`\n${FOO}\n`)]);
    expect(await verdictsOf(cut(half, 1))).toEqual(["malformed", "valid"]);
    expect(await verdictsOf(cut(half.subarray(0, 2), 1))).toEqual(["malformed"]);
    expect((await cli(["check", "--unique-key", ROOMS, "--annotate"], { stdin: cut(`\ufeef\n`, 1) })).stdout).toBe(
      annotated(["malformed", "other-text"], "stdin", 1, "\ufeef"),
    );
  });

  test("chunks of any size give the same results", async () => {
    const lines = [...workerdIds(ROOMS), "", FOREIGN, FOO.slice(1), "x".repeat(1000), FOO];
    const text = lines.join("\r\n");
    const whole = counts(await summaryOf(text));
    expect(whole).toEqual({ total: lines.length, valid: lines.length - 4, malformed: 3, foreign: 1 });
    for (const size of [1, 2, 3, 63, 64, 65, 66, 67, 100, 4096])
      expect(counts(await summaryOf(cut(text, size)))).toEqual(whole);
  });

  test("one chunk with more lines than a batch", async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => (i % 7 === 0 ? FOREIGN : i % 11 === 0 ? "" : FOO));
    const foreign = lines.filter((line) => line === FOREIGN).length;
    const malformed = lines.filter((line) => line === "").length;
    const { stdout } = await cli(["check", "--unique-key", ROOMS, "--annotate"], { stdin: lines.join("\n") });
    expect(
      stdout
        .split("\n")
        .slice(0, -1)
        .map((line) => line.split("\t")[6]),
    ).toEqual(lines);
    expect(counts(await summaryOf(lines.join("\n")))).toEqual({
      total: lines.length,
      valid: lines.length - foreign - malformed,
      malformed,
      foreign,
    });
  });

  test("a million empty lines", async () => {
    expect(counts(await summaryOf("\n".repeat(1_000_000)))).toEqual({
      total: 1_000_000,
      valid: 0,
      malformed: 1_000_000,
      foreign: 0,
    });
  });
});

describe("a line that never ends", () => {
  const long = "a".repeat(3_000_000);

  test.each([
    ["at the end", `${FOO}\n${long}`],
    ["in the middle", `${FOO}\n${long}\n${FOREIGN}\n`],
    ["with CRLF", `${FOO}\r\n${long}\r\n${FOREIGN}\r\n`],
    ["that ends in a carriage return", `${FOO}\n${long}\r`],
  ])("%s is kept complete in chunks of any size", async (_, text) => {
    const lines = text.split(/\r?\n/);
    if (lines.at(-1) === "") lines.pop();
    const answers = [
      ["valid", "", ROOMS],
      ["malformed", "record-too-long"],
      ["foreign", "unknown"],
    ] as const;
    const expected = lines.map((line, i) => annotated(answers[i], "stdin", i + 1, line)).join("");
    const args = ["check", "--unique-key", ROOMS, "--annotate"];
    const endOfLong = text.indexOf(long) + long.length;
    for (const size of [text.length, 65_536, 10_000, endOfLong, endOfLong + 1]) {
      const { stdout } = await cli(args, { stdin: cut(text, size) });
      expect(stdout === expected).toBe(true);
    }
  });

  test("and is written to --invalid-records byte for byte", async () => {
    const { path } = scratch();
    const text = `${FOO}\r\n${long}\r\n${FOREIGN}\r\n${long}`;
    for (const size of [text.length, 65_536, long.length + 67]) {
      const invalid = `${path}/bad.txt`;
      await cli(["check", "--unique-key", ROOMS, "--invalid-records", invalid], { stdin: cut(text, size) });
      expect(readFileSync(invalid, "utf8") === `${text.slice(66)}\n`).toBe(true);
    }
  });
});

describe("files", () => {
  test("several files and standard input", async () => {
    const { file } = scratch();
    const a = file("a.txt", `${FOO}\n${FOREIGN}`);
    const b = file("b.txt", "nothing\n");
    const args = ["check", "--unique-key", ROOMS, "--json", a, "-", b];
    const summary = JSON.parse((await cli(args, { stdin: FOO })).stdout);
    expect(summary).toMatchObject({ total: 4, valid: 2, malformed: 1, foreign: 1 });
    expect(summary.inputs).toMatchObject([
      { name: a, total: 2, valid: 1, foreign: 1 },
      { name: "stdin", total: 1, valid: 1 },
      { name: b, total: 1, malformed: 1, reasons: { "other-text": 1 } },
    ]);
    expect(summary.samples).toEqual([
      { input: b, line: 1, verdict: "malformed", reason: "other-text", text: "nothing" },
      { input: a, line: 2, verdict: "foreign", reason: "unknown", text: FOREIGN },
    ]);
  });
});

test("lines that end in CR only: one malformed line, and a hint", async () => {
  for (const count of [2, 3000]) {
    const { code, stdout } = await cli(["check", "--unique-key", ROOMS], { stdin: `${FOO}\r`.repeat(count) });
    expect(code).toBe(1);
    expect(stdout).toContain("CR");
  }
  expect((await cli(["check", "--unique-key", ROOMS], { stdin: `${FOO}\r\r\n` })).stdout).not.toContain("CR");
});

test("quotes and backslashes in a record are escaped", async () => {
  const { stdout } = await cli(["check", "--unique-key", ROOMS], { stdin: `"${FOO}"\na\\n\n` });
  expect(stdout).toContain(String.raw`"\"${FOO}\""`);
  expect(stdout).toContain(String.raw`"a\\n"`);
});
