import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cli, cut, FOO, FOREIGN, ROOMS, scratch, summaryOf, verdictsOf } from "./support.js";

const csv = (text: string, ...args: string[]) => verdictsOf(text, "--format", "csv", "--field", "id", ...args);
const fail = async (stdin: string, ...args: string[]) => {
  const outcome = await cli(["check", "--unique-key", ROOMS, "--format", "csv", ...args], { stdin });
  expect(outcome.code).toBe(2);
  expect(outcome.stderr.split("\n")).toHaveLength(2);
  return outcome;
};

describe("the column", () => {
  test.each([
    ["first", `id,x\n${FOO},1\n`, ["valid"]],
    ["last", `x,id\n1,${FOO}\n`, ["valid"]],
    ["CRLF and no newline at the end", `x,id\r\n1,${FOO}\r\n2,${FOREIGN}`, ["valid", "foreign"]],
    ["a BOM before the header", `\ufeffid,x\n${FOO},1\n`, ["valid"]],
    ["quoted", `x,id\n"1","${FOO}"\n`, ["valid"]],
    ["quoted header", `"x","id"\n1,${FOO}\n`, ["valid"]],
    ["quoted, with CRLF", `x,id\r\n1,"${FOO}"\r\n`, ["valid"]],
    ["commas in quotes before it", `x,id\n"a,b,c",${FOO}\n`, ["valid"]],
    ["newlines in quotes before it", `x,id\n"a\nb\r\n\nc",${FOO}\n"",${FOREIGN}\n`, ["valid", "foreign"]],
    [
      "escaped quotes before it",
      `x,id\n"say ""hi"", ok",${FOO}\n"""",${FOO}\n"""\n""",${FOO}\n`,
      ["valid", "valid", "valid"],
    ],
    ["empty", "x,id\n1,\n", ["malformed"]],
    ["a space before it", `x,id\n1, ${FOO}\n`, ["malformed"]],
    ["too few columns", `x,id\n1\n\n2,${FOO}\n`, ["malformed", "malformed", "valid"]],
    ["too many columns", `x,id\n1,${FOO},2,3\n`, ["valid"]],
    ["a quote within a field is text", `x,id\na"b,${FOO}\n`, ["valid"]],
    ["text after a closing quote is text", `x,id\n"a"b,${FOO}\n"a"b"c,${FOO}\n`, ["valid", "valid"]],
    ["text after the closing quote of an ID", `x,id\n1,"${FOO}"x\n`, ["malformed"]],
    ["an ID with an escaped quote", `x,id\n1,"${FOO.slice(2)}"""\n`, ["malformed"]],
    ["NUL bytes", `x,id\n\0\0,${FOO}\n`, ["valid"]],
  ])("%s", async (_, text, verdicts) => {
    expect(await csv(text)).toEqual(verdicts);
    expect(await verdictsOf(cut(text, 1), "--format", "csv", "--field", "id")).toEqual(verdicts);
  });

  test("needs no --field if it is the only one", async () => {
    expect(await verdictsOf(`session\n${FOO}\n\n"${FOREIGN}"\n`, "--format", "csv")).toEqual([
      "valid",
      "malformed",
      "foreign",
    ]);
  });

  test("is selected by number if there is no header", async () => {
    const args = ["--format", "csv", "--no-header"];
    expect(await verdictsOf(`1,${FOO}\n2,${FOREIGN}\n`, ...args, "--field", "2")).toEqual(["valid", "foreign"]);
    expect(await verdictsOf(`${FOO}\n"${FOREIGN}"\n`, ...args)).toEqual(["valid", "foreign"]);
    expect(await verdictsOf(`1\n`, ...args, "--field", "2")).toEqual(["malformed"]);
  });
});

describe("errors", () => {
  test("a missing column", async () => {
    expect((await fail("a,b\n1,2\n", "--field", "id")).stderr).toMatch(/"stdin".* no column "id".*"a", "b"\n$/);
  });
  test("several columns without --field", async () => {
    const { stderr, stdout } = await fail("a,b\n1,2\n");
    expect(stderr).toMatch(/several columns.*--field.*"a", "b"/);
    expect(stdout).toBe("");
  });
  test("several columns without a header", async () => {
    expect((await fail(`1,${FOO}\n`, "--no-header")).stderr).toMatch(/2 columns.*number/);
  });
  test("an invalid column number", async () => {
    for (const field of ["0", "id", "-1", "1.5", "9999999"]) {
      expect((await fail(`1,${FOO}\n`, "--no-header", "--field", field)).stderr).toContain("the number of a column");
    }
  });
  test("a name of two columns", async () => {
    expect((await fail(`id,id\n${FOO},1\n`, "--field", "id")).stderr).toContain('more than one column "id"');
  });
  test("a first row that is an ID and not a header, which would not be checked", async () => {
    expect((await fail(`${FOO}\n${FOREIGN}\n`)).stderr).toContain("--no-header");
  });
  test("a quote that never closes: reports its line, after the records before it", async () => {
    const text = `x,id\n"a\nb",${FOO}\n1,${FOO}\nc,"${FOO}\n\n\n1,2\n`;
    for (const stdin of [[Buffer.from(text)], cut(text, 1)]) {
      const args = ["check", "--unique-key", ROOMS, "--format", "csv", "--field", "id", "--json"];
      const { code, stderr, stdout } = await cli(args, { stdin });
      expect(code).toBe(2);
      expect(stderr).toMatch(/^durable-id: "stdin": .*quote.* line 5 is never closed\n$/);
      expect(JSON.parse(stdout)).toMatchObject({ complete: false, total: 3, valid: 2, malformed: 1 });
    }
  });
  test("a header of millions of columns, quickly", async () => {
    const { stderr } = await fail(`${",".repeat(3_000_000)}\n`, "--field", "id");
    expect(stderr).toContain("and 2999981 more");
    expect(stderr.length).toBeLessThan(2000);
  });
  test("a header that never ends", async () => {
    expect((await fail("x".repeat(9_000_000))).stderr).toContain("longer than");
  });
});

describe("hostile rows", () => {
  test("a row of megabytes is validated like any other", async () => {
    expect(await csv(`x,id\n"${"a\n".repeat(1_000_000)}",${FOO}\n`)).toEqual(["valid"]);
  });
  test("a row over the limit is malformed, and the next row is validated", async () => {
    const text = `x,id\n"${'a""'.repeat(2_000_000)}",${FOO}\n1,${FOO}\n`;
    for (const size of [text.length, 65_536]) {
      const summary = await summaryOf(cut(text, size), "--format", "csv", "--field", "id");
      expect(summary).toMatchObject({ complete: true, total: 2, valid: 1, malformed: 1 });
    }
  });
  test("a quote that never closes, over megabytes", async () => {
    const text = `id\n${FOO}\n"${`${FOO}\n`.repeat(100_000)}`;
    const { code, stderr } = await cli(["check", "--unique-key", ROOMS, "--format", "csv"], {
      stdin: cut(text, 65_536),
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^durable-id: "stdin": .*quote.* line 3 is never closed\n$/);
  });
});

test("line numbers are those of the file, with newlines in quotes", async () => {
  const { file } = scratch();
  const path = file("a.csv", `id,x\n${FOO},"1\n2\n3"\nbad,1\n${FOREIGN},"\n"\nworse,1\n`);
  const { stdout } = await cli(["check", "--unique-key", ROOMS, "--json", "--field", "id", path]);
  expect(JSON.parse(stdout).samples).toMatchObject([
    { input: path, line: 8, verdict: "malformed", text: "worse" },
    { input: path, line: 5, verdict: "malformed", text: "bad" },
    { input: path, line: 6, verdict: "foreign", text: FOREIGN },
  ]);
});

describe("rows that end in CR only", () => {
  test("are rows, for chunks of any size", async () => {
    const text = `x,id\r1,${FOO}\r"a\rb\nc",${FOREIGN}\r\r"2","${FOO}"`;
    for (const size of [1, 2, 5, text.length]) {
      for (const end of ["", "\r"]) {
        const verdicts = await verdictsOf(cut(text + end, size), "--format", "csv", "--field", "id");
        expect(verdicts, `${size}`).toEqual(["valid", "foreign", "malformed", "valid"]);
      }
    }
  });

  test("without a header, down to a single row", async () => {
    for (const text of [`${FOO}\r`, `${FOO}\r\n`, FOO]) {
      for (const size of [1, text.length]) {
        expect(await verdictsOf(cut(text, size), "--format", "csv", "--no-header")).toEqual(["valid"]);
      }
    }
    expect(await verdictsOf(`1,${FOO}\r2,${FOREIGN}\r`, "--format", "csv", "--no-header", "--field", "2")).toEqual([
      "valid",
      "foreign",
    ]);
  });

  test("count only if the first row ends in CR: otherwise CR is text", async () => {
    expect(await csv(`x,id\na\rb,${FOO}\nc,${FOO}\r`)).toEqual(["valid", "malformed"]);
    expect(await csv(`"x\r",id\r\na\rb,${FOO}\r\n`)).toEqual(["valid"]);
    expect(await csv(`x,id\r1,${FOO}\n\r2,${FOO}\r`)).toEqual(["malformed", "valid"]);
  });

  test("are counted as lines, and outputs have the same bytes", async () => {
    const { path, file } = scratch();
    const input = file("mac.csv", `id,x\r${FOO},1\rbad,2\r${FOO},3\rworse,4\r`);
    const argv = [
      "check",
      "--unique-key",
      ROOMS,
      "--json",
      "--field",
      "id",
      "--invalid-records",
      `${path}/bad.csv`,
      input,
    ];
    const { stdout } = await cli(argv);
    expect(JSON.parse(stdout).samples).toMatchObject([
      { input, line: 5, reason: "other-text", text: "worse" },
      { input, line: 3, reason: "truncated", digits: 3, text: "bad" },
    ]);
    expect(readFileSync(`${path}/bad.csv`, "utf8")).toBe("id,x\rbad,2\rworse,4\r");
    file("mac.csv", `id,x\rbad,1\rworse,2`);
    await cli(argv);
    expect(readFileSync(`${path}/bad.csv`, "utf8")).toBe("id,x\rbad,1\rworse,2\r");
    const unix = file("unix.csv", `id,x\nbad,1\n`);
    expect((await cli([...argv, unix])).code).toBe(2);
  });
});
