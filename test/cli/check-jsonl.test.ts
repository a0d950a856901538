import { expect, test } from "vitest";
import { cli, cut, FOO, FOREIGN, ROOMS, scratch, summaryOf, verdictsOf } from "./support.js";

const jsonl = (lines: string[], ...args: string[]) => verdictsOf(lines.join("\n"), "--format", "jsonl", ...args);

/** Nested arrays with a number of levels. */
function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

test.each([
  ["the member", `{"id":"${FOO}","x":1}`, "valid"],
  ["white space around", ` { "id" : "${FOO}" } \r`, "valid"],
  ["escapes in it", `{"id":"\\u0033${FOO.slice(1)}"}`, "valid"],
  ["upper case", `{"id":"${FOO.toUpperCase()}"}`, "valid"],
  ["another namespace's", `{"id":"${FOREIGN}"}`, "foreign"],
  ["given twice: the last counts", `{"id":"${FOREIGN}","id":"${FOO}"}`, "valid"],
  ["white space within", `{"id":" ${FOO}"}`, "malformed"],
  ["64 characters but more bytes", `{"id":"é${FOO.slice(1)}"}`, "malformed"],
  ["a character whose low byte is a digit", `{"id":"\\u0133${FOO.slice(1)}"}`, "malformed"],
  ["a lone surrogate", `{"id":"\\ud800${FOO.slice(1)}"}`, "malformed"],
  ["null", '{"id":null}', "malformed"],
  ["a number", '{"id":1e400}', "malformed"],
  ["an array", `{"id":["${FOO}"]}`, "malformed"],
  ["missing", '{"ID":"x"}', "malformed"],
  ["no object", `"${FOO}"`, "malformed"],
  ["an array of it", `["${FOO}"]`, "malformed"],
  ["null itself", "null", "malformed"],
  ["no JSON", `{"id":"${FOO}"`, "malformed"],
  ["single quotes", `{'id':'${FOO}'}`, "malformed"],
  ["two values", `{"id":"${FOO}"} {}`, "malformed"],
  ["empty", "", "malformed"],
  ["deeply nested", `{"id":"${FOO}","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "valid"],
  ["deeply nested and open", "[".repeat(200_000), "malformed"],
  ["deeply nested in the place of the ID", `{"id":${nested(5000)}}`, "malformed"],
  ["as deeply nested as a record can be", `{"id":"${FOO}","x":${nested(1_900_000)}}`, "valid"],
  ["deeper than any record may be long", `{"id":"${FOO}","x":${nested(5_000_000)}}`, "malformed"],
])("%s", async (_, line, verdict) => {
  const lines = [line, `{"id":"${FOO}"}`];
  expect(await jsonl(lines, "--field", "id")).toEqual([verdict, "valid"]);
});

test("a deeply nested value instead of an ID is a malformed record, also for import", async () => {
  const { path } = scratch();
  const argv = ["import", "--db", `${path}/objects.db`, "--unique-key", ROOMS, "--format", "jsonl", "--field", "id"];
  for (const shape of [nested(190_000), `${'{"":'.repeat(150_000)}1${"}".repeat(150_000)}`]) {
    const { code, stdout } = await cli([...argv, "--json"], { stdin: `{"id":${shape}}\n{"id":"${FOO}"}\n` });
    expect([code, JSON.parse(stdout).total, JSON.parse(stdout).valid]).toEqual([1, 2, 1]);
  }
});

test("a value that is not a string is shown as written, truncated to 80 characters", async () => {
  const shown = async (value: string) =>
    (await summaryOf(`{"id":${value}}`, "--format", "jsonl", "--field", "id")).samples[0].text;
  expect(await shown("null")).toBe("null");
  expect(await shown("1.50")).toBe("1.50");
  expect(await shown('[ "a",1,[2],{}]')).toBe('[ "a",1,[2],{}]');
  expect(await shown('{"":{"a":[]}}')).toBe('{"":{"a":[]}}');
  expect(await shown(`[${"1,".repeat(1_000_000)}1]`)).toBe(`[${"1,".repeat(39)}…`);
});

test("only own members are found", async () => {
  for (const field of ["constructor", "__proto__", "toString"]) {
    expect(await jsonl(["{}", `{"${field}":"${FOO}"}`], "--field", field)).toEqual(["malformed", "valid"]);
  }
});

test("lines that are strings need no --field", async () => {
  const lines = ["oops", `"${FOO}"`, `"${FOREIGN}"`, `{"id":"${FOO}"}`, "1"];
  expect(await jsonl(lines)).toEqual(["malformed", "valid", "foreign", "malformed", "malformed"]);
});

test("lines that are objects need --field", async () => {
  const { code, stderr } = await cli(["check", "--unique-key", ROOMS, "--format", "jsonl"], {
    stdin: `{"id":"${FOO}","x\\n":1}\n`,
  });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^durable-id: "stdin": .*objects.*--field.*"id", "x\\n"\n$/);
});

test("records before the first object count, for chunks of any size", async () => {
  for (const size of [1, 3, 1000]) {
    const { code, stdout } = await cli(["check", "--unique-key", ROOMS, "--format", "jsonl", "--json"], {
      stdin: cut(`1\n[]\n{"id":"${FOO}"}\n`, size),
    });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ complete: false, total: 2, malformed: 2 });
  }
});

test("chunks of any size give the same results, also with BOM and CRLF", async () => {
  const text = `\ufeff{"id":"${FOO}","é":"ü"}\r\n{"id":1}\r\n{"id":"${FOREIGN}"}`;
  for (const size of [1, 2, 5, 1000]) {
    const summary = await summaryOf(cut(text, size), "--format", "jsonl", "--field", "id");
    expect(summary).toMatchObject({ total: 3, valid: 1, malformed: 1, foreign: 1 });
    expect(summary.samples[0]).toMatchObject({ input: "stdin", line: 2, reason: "other-text", text: "1" });
  }
});

test("a line over the limit is malformed, and the next line is validated", async () => {
  const text = `{"id":"${FOO}","x":"${"a".repeat(6_000_000)}"}\n{"id":"${FOO}"}\n`;
  for (const size of [text.length, 65_536]) {
    const summary = await summaryOf(cut(text, size), "--format", "jsonl", "--field", "id");
    expect(summary).toMatchObject({ total: 2, valid: 1, malformed: 1 });
  }
});
