import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { element, escapeXml } from "../../src/cli/xml.js";
import { cli, EU_FOO, FOO, FOREIGN, ROOMS, scratch } from "./support.js";
import { parseXml, type XmlElement } from "./xml-tree.js";

/** What junit-10.xsd of Jenkins' xunit plugin has: attributes (the first ones are required) and elements within. */
const SCHEMA: Readonly<Record<string, { required: string[]; optional: string[]; children: string[] }>> = {
  testsuites: { required: [], optional: ["name", "time", "tests", "failures", "errors"], children: ["testsuite"] },
  testsuite: {
    required: ["name", "tests", "failures", "errors"],
    optional: ["time", "skipped", "timestamp", "hostname", "id", "package", "file"],
    children: ["testcase", "properties", "system-out", "system-err"],
  },
  testcase: {
    required: ["name"],
    optional: ["time", "classname", "group"],
    children: ["skipped", "error", "failure", "system-out", "system-err"],
  },
  failure: { required: [], optional: ["type", "message"], children: [] },
  error: { required: [], optional: ["type", "message"], children: [] },
};

function expectSchema({ name, attributes, children }: XmlElement): void {
  const { required, optional, children: allowed } = SCHEMA[name] ?? expect.fail(`unknown element ${name}`);
  const names = Object.keys(attributes);
  expect(names).toEqual(expect.arrayContaining(required));
  expect(names.filter((each) => ![...required, ...optional].includes(each))).toEqual([]);
  // SUREFIRE_TIME
  if (attributes.time !== undefined) expect(attributes.time).toMatch(/^\d*(\.\d*)?$/);
  for (const child of children) {
    expect(allowed).toContain(child.name);
    expectSchema(child);
  }
}

/** The test cases of a run, by name, and its exit code. */
async function resultsOf(stdin: string, ...options: string[]) {
  const { path } = scratch();
  const file = `${path}/tests.xml`;
  const { code } = await cli(["check", "--unique-key", ROOMS, "--junit", file, ...options], { stdin });
  const root = parseXml(readFileSync(file, "utf8"));
  expectSchema(root);
  const [suite] = root.children;
  const cases = suite.children.map(({ attributes, children: [outcome] }) => ({
    classname: attributes.classname,
    name: attributes.name,
    outcome: outcome && `${outcome.name} ${outcome.attributes.type}`,
    message: outcome?.attributes.message,
    text: outcome?.text,
  }));
  const countOf = (name: string) => cases.filter(({ outcome }) => outcome?.startsWith(name)).length;
  expect(suite.attributes).toMatchObject({
    tests: String(cases.length),
    failures: String(countOf("failure")),
    errors: String(countOf("error")),
  });
  expect(root.attributes).toEqual(suite.attributes);
  return { code, cases };
}

describe("--junit", () => {
  test("of valid IDs: two cases that pass", async () => {
    const { code, cases } = await resultsOf(`${FOO}\n`);
    expect(code).toBe(0);
    expect(cases.map(({ classname, outcome }) => [classname, outcome])).toEqual([
      ["durable-id.inputs", undefined],
      ["durable-id.ids", undefined],
    ]);
  });

  test("of invalid IDs: a failure, and one for each sample, with its place", async () => {
    const { code, cases } = await resultsOf(`${FOO}\n<"bad" & 'worse'>\n${FOREIGN}\n\u001b[31m\n`);
    expect(code).toBe(1);
    expect(cases.map(({ classname, name, outcome }) => [classname, name, outcome]).slice(2)).toEqual([
      ["durable-id.malformed", "stdin:2", "failure other-text"],
      ["durable-id.malformed", "stdin:4", "failure other-text"],
      ["durable-id.foreign", "stdin:3", "failure unknown"],
    ]);
    expect(cases[1]).toMatchObject({ outcome: "failure invalid", message: expect.stringMatching(/^3 of 4 .*2 malf/) });
    expect(cases[2].message).toContain(String.raw`"<\"bad\" & 'worse'>"`);
    expect(cases[3].message).toContain(String.raw`"\u{1b}[31m"`);
    for (const { message, text } of cases) expect(text).toBe(message);
  });

  test("with another jurisdiction", async () => {
    const { cases } = await resultsOf(`${EU_FOO}\n`, "--jurisdiction", "us");
    expect(cases.at(-1)).toMatchObject({ classname: "durable-id.wrongJurisdiction", name: "stdin:1" });
  });

  test("of IDs within --max-invalid: nothing fails", async () => {
    const { code, cases } = await resultsOf(`${FOO}\nbad\n`, "--max-invalid", "50%");
    expect([code, cases.length]).toEqual([0, 2]);
    expect(cases[1].name).toContain("50%");
    expect(cases.map(({ outcome }) => outcome)).toEqual([undefined, undefined]);
  });

  test("stays small for any number of invalid IDs", async () => {
    const { cases } = await resultsOf("bad\n".repeat(5000));
    expect(cases.length).toBeLessThanOrEqual(102);
    expect(cases[1].message).toContain("5000 of 5000");
  });

  test.each<[string, string[], string, number, (string | undefined)[]]>([
    ["that end early", ["--fail-fast"], `${FOO}\nbad\n`, 1, [undefined, "failure invalid"]],
    ["that are too few", ["--min-records", "9"], `${FOO}\nbad\n`, 2, ["error tooFewRecords", "failure invalid"]],
    ["that are missing", [], "", 2, ["error tooFewRecords", undefined]],
    ["that break off", ["--format", "csv", "--no-header"], `${FOO}\n"`, 2, ["error input", "failure invalid"]],
  ])("is also written for records %s", async (_, options, stdin, code, outcomes) => {
    const results = await resultsOf(stdin, ...options);
    expect(results.code).toBe(code);
    expect(results.cases.slice(0, 2).map(({ outcome }) => outcome)).toEqual(outcomes);
  });

  test("is also written if the run is stopped", async () => {
    const controller = new AbortController();
    controller.abort("SIGTERM");
    const { path, file } = scratch();
    const argv = ["check", "--unique-key", ROOMS, "--junit", `${path}/tests.xml`, file("in.txt", `${FOO}\n`)];
    expect((await cli(argv, { stop: controller.signal })).code).toBe(143);
    const [suite] = parseXml(readFileSync(`${path}/tests.xml`, "utf8")).children;
    expect(suite.children[0].children[0]).toMatchObject({ name: "error", attributes: { type: "signal" } });
  });
});

describe("XML", () => {
  test.each([
    ["<&>\"'", "<&>\"'"],
    ["a\tb\nc\rd", "a\tb\nc\rd"],
    ["\u0000\u001b\u{fffe}", "\ufffd\ufffd\ufffd"],
    ["\ud800x\udc00", "\ufffdx\ufffd"],
    ["ü 🙂", "ü 🙂"],
    ["]]>", "]]>"],
    ["&amp;", "&amp;"],
  ])("keeps %j, except for characters that XML can't contain", (text, expected) => {
    const parsed = parseXml(element("a", { b: text, missing: undefined }, escapeXml(text)));
    expect(parsed).toEqual({ name: "a", attributes: { b: expected }, children: [], text: expected });
  });
});
