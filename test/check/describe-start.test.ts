import { describe, expect, test } from "vitest";
import { describeStart } from "../../src/check/inputs/describe-start.js";
import type { InputFormatName } from "../../src/check/planned-input.js";
import { cli, FOO, ROOMS, scratch, summaryOf } from "../cli/support.js";

describe("describeStart", () => {
  test.each<[format: InputFormatName, text: string, words: string[]]>([
    ["text", `{"a":1,"user":{"id":"${FOO}"}}\n{"a":2}\n`, ["--format jsonl --field user.id"]],
    ["text", `{"a":1}\n{"a":2}\n`, ["--format jsonl", "--field"]],
    ["text", `"${FOO}"\n`, ["--format jsonl"]],
    ["text", `["${FOO}"]`, ["--format json"]],
    ["text", `[{"user":{"id":"${FOO}"}}]`, ["--format json --field user.id"]],
    ["jsonl", `[\n  {\n    "id": "${FOO}"`, ["--format json --field id"]],
    ["jsonl", `{"a":"x","b c":"${FOO}"}\n`, ["--field 'b c'"]],
    ["json", `{"a":"x",\n"b":"${FOO}"}`, ["--field b"]],
    ["text", '{\n  "rows": [\n', ["one JSON object", "jq"]],
    ["text", `user;$(reboot)\n1;${FOO}\n`, ["--field '$(reboot)'"]],
    ["text", `user;id\n1;${FOO}\n`, ["--format csv --field id"]],
    ["text", `1\t${FOO}\n`, ["--format csv --no-header --field 2"]],
    ["csv", `user,"id"\n1,"${FOO}"\n`, ["--field id"]],
    ["text", `ChatRoom:${FOO}\n`, ["--scoped"]],
    ["text", `INSERT INTO rooms VALUES ('${FOO}');\n`, ["SQL"]],
    ["text", `<html><body>${FOO}`, ["HTML"]],
    ["text", "ORC\n\u0003\0\0", ["ORC"]],
    ["text", "\u0001\0\u0003", ["binary"]],
    ["text", "hello\nworld\n", ['"hello"']],
    ["text", "\n\n", ["empty"]],
    ["text", "", ["empty"]],
    ["json", "", ["empty"]],
  ])("%s: %j", (format, text, words) => {
    const description = describeStart(Buffer.from(text), format);
    for (const word of words) expect(description).toContain(word);
  });

  test.each<[format: InputFormatName, text: string, word: string, absent: string]>([
    ["text", `  {"id":"${FOO}"}\n`, "--format jsonl --field id", "jq"],
    ["text", `{"id":"${FOO}"},  \n`, "--format jsonl --field id", "jq"],
    ["json", `[{"id":"${FOO}"}]`, "--field id", "--format"],
    ["json", `{"x":1,"id":"${FOO}"}`, "--field id", "--format"],
    ["jsonl", `{"x":1,"id":"${FOO}"}\n`, "--field id", "--format"],
    ["json", `{"x":\n1`, "first line", "jq"],
    ["text", `"${FOO}"\n`, "--format jsonl", "--field"],
    ["text", `"hello"\n`, "first line", "JSON"],
    ["text", `["${FOO}"]`, "--format json", "--field"],
    ["csv", `1,${FOO}\n`, "--field 2", "--format"],
    ["text", `1|"${FOO}"\n`, "--no-header --field 2", "JSON"],
    ["text", `a: b\n${FOO}:\n`, "first line", "--scoped"],
    ["text", `PARE\u0001`, "encrypted Parquet", "binary"],
    ["text", `x\u0001`, "binary", "Parquet file"],
  ])("%s: %j, only what fits", (format, text, word, absent) => {
    const description = describeStart(Buffer.from(text), format);
    expect(description).toContain(word);
    expect(description).not.toContain(absent);
  });

  test("any bytes", () => {
    for (let byte = 0; byte < 256; byte++) {
      const start = Buffer.concat([Buffer.of(byte), Buffer.from('[{"\n'), Buffer.of(byte, 0xff)]);
      for (const format of ["text", "csv", "json", "jsonl"] as const) {
        expect(describeStart(start, format).length).toBeGreaterThan(10);
      }
    }
  });
});

describe("hints", () => {
  test("one for each input without an ID, and none for others", async () => {
    const { file } = scratch();
    const inputs = [
      file("a.txt", `{"id":"${FOO}"}\n`),
      file("b.txt", `${FOO}\nx\n`),
      file("c.csv", "id\n"),
      file("d.txt", "x\n"),
    ];
    const { stdout } = await cli(["check", "--unique-key", ROOMS, "--json", "--field", "id", ...inputs]);
    expect(JSON.parse(stdout).hints).toEqual([
      { kind: "all-malformed", input: inputs[0], message: expect.stringContaining("--format jsonl --field id") },
      { kind: "all-malformed", input: inputs[3], message: expect.stringContaining('"x"') },
    ]);
    const printed = await cli(["check", "--unique-key", ROOMS, inputs[0]]);
    expect(printed.stdout).toContain("--format jsonl --field id");
  });

  test("none where there is nothing to say, or nothing to read", async () => {
    expect((await summaryOf(`${FOO}\n`)).hints).toEqual([]);
    expect((await summaryOf("", "--allow-empty")).hints).toEqual([]);
  });

  test("of 20 inputs at most", async () => {
    const { file } = scratch();
    const inputs = Array.from({ length: 30 }, (_, i) => file(`${i}.txt`, "x\n"));
    const { stdout } = await cli(["check", "--unique-key", ROOMS, "--json", ...inputs]);
    expect(JSON.parse(stdout).hints).toHaveLength(20);
  });
});
