import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { cli, cut, FOO, FOREIGN, outputsIn, ROOMS, scratch, summaryOf, verdictsOf } from "./support.js";

const json = (text: string | Uint8Array[], ...args: string[]) => verdictsOf(text, "--format", "json", ...args);

async function failure(stdin: string, ...args: string[]) {
  const outcome = await cli(["check", "--unique-key", ROOMS, "--json", ...args], { stdin });
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toMatch(/^durable-id: [^\n]+\n$/);
  return { message: outcome.stderr, summary: outcome.stdout === "" ? undefined : JSON.parse(outcome.stdout) };
}

describe("--format json", () => {
  test.each<[string, string, string[], string[]]>([
    ["strings", `["${FOO}","${FOREIGN}","x",1,null,["${FOO}"]]`, [], ["valid", "foreign", ..."mmmm"]],
    ["members", `[{"id":"${FOO}"},{"id":1},{},[]]`, ["--field", "id"], ["valid", ..."mmm"]],
    ["on many lines", `\ufeff [\r\n {\n"id" : "${FOO}"\n}\n,\n{"id":"x"}\n]\n\n`, ["--field", "id"], ["valid", "m"]],
    ["brackets and commas in strings", `[{"a":"],}","b":"\\"]","id":"${FOO}"}]`, ["--field", "id"], ["valid"]],
    ["elements that are not JSON", `["${FOO}",nope,{"id":},"${FOO}"]`, [], ["valid", "m", "m", "valid"]],
    ["an element that is missing", `["${FOO}",]`, [], ["valid", "m"]],
  ])("%s, in chunks of any size", async (_, text, args, expected) => {
    const verdicts = expected.map((verdict) => (verdict === "m" ? "malformed" : verdict));
    for (const size of [1, 2, 7, 64, text.length + 2]) {
      const summary = await summaryOf(cut(text, size), "--format", "json", ...args);
      const count = (name: string) => verdicts.filter((verdict) => verdict === name).length;
      expect(summary, `${size}`).toMatchObject({
        complete: true,
        total: verdicts.length,
        valid: count("valid"),
        malformed: count("malformed"),
        foreign: count("foreign"),
      });
    }
  });

  test("is the default for .json files, compressed or not", async () => {
    const { file } = scratch();
    const text = `[{"id":"${FOO}"},\n{"id":"bad"}]`;
    for (const path of [file("a.json", text), file("b.JSON.gz", gzipSync(text))]) {
      const { stdout } = await cli(["check", "--unique-key", ROOMS, "--json", "--field", "id", path]);
      expect(JSON.parse(stdout)).toMatchObject({ total: 2, valid: 1, malformed: 1 });
      expect(JSON.parse(stdout).samples).toMatchObject([{ input: path, line: 2, text: "bad" }]);
    }
  });

  test("writes each element with a line end", async () => {
    const { path, file } = scratch();
    const input = file("a.json", `[ {"id":"${FOO}"} ,\n{"id":\n"bad"}, {"id":"${FOO}","x":1}]`);
    const outputs = outputsIn(path);
    expect((await cli(["check", "--unique-key", ROOMS, "--field", "id", ...outputs, input])).code).toBe(1);
    expect(readFileSync(`${path}/good`, "utf8")).toBe(`{"id":"${FOO}"}\n{"id":"${FOO}","x":1}\n`);
    expect(readFileSync(`${path}/bad`, "utf8")).toBe('{"id":\n"bad"}\n');
  });

  test.each([
    ["an object", `{"id":"${FOO}"}`, /not an array.*line 1/, undefined],
    ["text", `\n\nids\n`, /not an array.*line 3/, undefined],
    ["an array that is not closed", `["${FOO}",\n"x"\n`, /not closed.*line 3/, 2],
    ["a string that is not closed", `["${FOO}",\n"x\n`, /not closed.*line 3/, 2],
    ["something behind it", `["${FOO}"]\n["x"]`, /after the JSON array.*line 2/, 1],
  ])("%s ends the run, after the records before it", async (_, text, message, total) => {
    const found = await failure(text, "--format", "json");
    expect(found.message).toMatch(message);
    expect(found.message).toContain('"stdin"');
    expect(found.summary?.total).toBe(total);
    if (found.summary) expect(found.summary).toMatchObject({ complete: false, valid: 1 });
  });

  test("an empty array has no records", async () => {
    expect((await failure("[ ]", "--format", "json")).message).toContain("no records");
    expect(await summaryOf("[\n]\n", "--format", "json", "--allow-empty")).toMatchObject({ complete: true, total: 0 });
  });
});

describe.each(["jsonl", "json"])("--field in %s", (format) => {
  const wrap = (records: readonly string[]) => (format === "json" ? `[${records.join(",\n")}]` : records.join("\n"));
  const verdicts = (records: readonly string[], field: string) =>
    verdictsOf(wrap(records), "--format", format, "--field", field);

  test.each([
    ["user.ids.0", `{"user":{"ids":["${FOO}","x"]}}`],
    ["/user/ids/0", `{"user":{"ids":["${FOO}","x"]}}`],
    ["user.ids.0", `{"user":{"ids":["x"]},"user.ids.0":"${FOO}"}`],
    ["/a~1b/~0/c d", `{"a/b":{"~":{"c d":"${FOO}"}}}`],
    ["0.id", `[{"id":"${FOO}"}]`],
    ["é.1", `{"\\u00e9":["x","${FOO}"]}`],
    ["id", `{"id":"x","\\u0069d":"${FOO}"}`],
    ["a.b", `{"a":{"b":"x"},"a":{"b":"${FOO}"}}`],
  ])("%s finds the ID in %s", async (field, record) => {
    expect(await verdicts([record], field)).toEqual(["valid"]);
  });

  test.each([
    ["user.ids.1", `{"user":{"ids":["${FOO}"]}}`],
    ["user.ids.00", `{"user":{"ids":["${FOO}"]}}`],
    ["user.ids", `{"user":{"ids":["${FOO}"]}}`],
    ["a.b", `{"a":{"b":"${FOO}"},"a":{}}`],
    ["__proto__.id", `{"id":"${FOO}"}`],
  ])("%s finds no ID in %s", async (field, record) => {
    const found = `{"${field}":"${FOREIGN}"}`;
    expect(await verdicts([record, found], field)).toEqual(["malformed", "foreign"]);
  });

  test("missing in all records gives exit code 2, and lists the fields that exist", async () => {
    const records = ["[1]", "no JSON", '{"user":"a","session":"b"}', '{"other":1}'];
    const { message, summary } = await failure(wrap(records), "--format", format, "--field", "id");
    expect(message).toMatch(/"stdin".*"id".*"user", "session"/);
    expect(summary).toMatchObject({ complete: false, total: 4, malformed: 4 });
  });

  test("missing in some records makes only those malformed", async () => {
    expect(await verdicts(['{"x":1}', `{"id":"${FOO}"}`], "id")).toEqual(["malformed", "valid"]);
    expect(await verdicts(['{"x":1}', '{"id":null}'], "id")).toEqual(["malformed", "malformed"]);
  });

  test("missing in all records of more than one batch", async () => {
    const many = wrap(Array.from({ length: 10_000 }, (_, i) => `{"n":${i}}`));
    const { message, summary } = await failure(many, "--format", format, "--field", "id");
    expect(message).toContain('"n"');
    expect(summary.total).toBe(10_000);
  });

  test("omitted: objects are refused, and strings are IDs", async () => {
    expect((await failure(wrap([`{"id":"${FOO}"}`]), "--format", format)).message).toMatch(/objects.*--field.*"id"/);
    const strings = await verdictsOf(wrap([`"${FOO}"`, "1"]), "--format", format);
    expect(strings).toEqual(["valid", "malformed"]);
  });
});

test("an array in several chunks is one input", async () => {
  expect(await json(cut(`["${FOO}","${FOREIGN}"]`, 3))).toEqual(["valid", "foreign"]);
});
