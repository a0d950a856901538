import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createPlan } from "../../src/check/create-plan.js";
import { BIN, spawnThread } from "./process.js";
import { cli, FOO, FOREIGN, ROOMS, type Surroundings, scratch } from "./support.js";

const KEY = ["--unique-key", ROOMS];

/** Lines of standard input with a number of valid IDs and a number of others. */
const mixed = (valid: number, invalid: number) => `${FOO}\n`.repeat(valid) + `${FOREIGN}\n`.repeat(invalid);

const check = (stdin: string, ...options: string[]) => cli(["check", ...KEY, ...options], { stdin });

/** A refusal: exit code 2, and one line that names the options. */
async function expectRefused(options: readonly string[], words: readonly string[], surroundings: Surroundings = {}) {
  const { code, stdout, stderr } = await cli(["check", ...KEY, ...options], { stdin: FOO, ...surroundings });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^durable-id: [^\n]+\n$/);
  for (const word of words) expect(stderr).toContain(word);
}

describe("--max-invalid", () => {
  test.each<[limit: string, valid: number, invalid: number, code: number]>([
    ["0", 3, 0, 0],
    ["0", 3, 1, 1],
    ["2", 3, 2, 0],
    ["2", 3, 3, 1],
    ["0%", 100, 0, 0],
    ["0%", 100, 1, 1],
    ["1%", 99, 1, 0],
    ["1%", 98, 1, 1],
    ["0.5%", 199, 1, 0],
    ["0.5%", 198, 1, 1],
    // 0.07 * 100 is 7.000000000000001, and 0.57 * 100 is 56.99999999999999.
    ["0.07%", 9993, 7, 0],
    ["0.57%", 9943, 57, 0],
    ["0.57%", 9942, 58, 1],
    ["33.333333333%", 2, 1, 1],
    ["33.333333334%", 2, 1, 0],
    ["100%", 0, 5, 0],
  ])("%s of %i valid and %i invalid records: exit code %i", async (limit, valid, invalid, code) => {
    const outcome = await check(mixed(valid, invalid), "--max-invalid", limit, "--json");
    expect([outcome.code, outcome.stderr]).toEqual([code, ""]);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ complete: true, valid, foreign: invalid });
  });

  test("of an empty input needs --allow-empty, and then passes", async () => {
    expect((await check("", "--max-invalid", "0%")).code).toBe(2);
    expect((await check("", "--max-invalid", "0%", "--allow-empty")).code).toBe(0);
  });

  test.each(["", "x", "-1", "1.5", "1e3", "101%", "100.1%", "%", ".5%", "1 %", "1%%", "1.%", "9".repeat(16)])(
    "refuses %j",
    (limit) => expectRefused([`--max-invalid=${limit}`], ["--max-invalid", "percentage", JSON.stringify(limit)]),
  );
});

describe("--min-records", () => {
  test("ends with 2 if there are fewer, after the summary, and writes no output", async () => {
    const { path, file } = scratch();
    const good = file("good.txt", "old");
    const options = ["--min-records", "4", "--valid", good, "--invalid", `${path}/bad.txt`, "--json"];
    const { code, stdout, stderr } = await check(mixed(2, 1), ...options);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ complete: true, total: 3 });
    expect(stderr).toMatch(/--min-records is 4, got 3\n$/);
    expect(readFileSync(good, "utf8")).toBe("old");
    expect(readdirSync(path)).toEqual(["good.txt"]);
  });

  test("passes if there are enough", async () => {
    expect((await check(mixed(3, 0), "--min-records", "3")).code).toBe(0);
    expect((await check(mixed(2, 1), "--min-records", "3")).code).toBe(1);
    expect((await check("", "--min-records", "0")).code).toBe(0);
  });

  test("counts the records of all inputs", async () => {
    const { file } = scratch();
    const files = [file("a.txt", mixed(2, 0)), file("b.txt", mixed(1, 0))];
    expect((await cli(["check", ...KEY, "--min-records", "3", ...files])).code).toBe(0);
    const { code, stderr } = await cli(["check", ...KEY, "--min-records", "4", ...files]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("2 inputs")]);
  });

  test("ends with 2 without records", async () => {
    await expectRefused(["--min-records", "5"], ["--min-records is 5, got 0"], { stdin: "" });
  });

  test.each(["", "-1", "1.5", "ten", "10%"])("refuses %j", (count) =>
    expectRefused([`--min-records=${count}`], ["--min-records", "integer", JSON.stringify(count)]),
  );
});

describe("--fail-fast", () => {
  const bad = ["bad", "worse", "worst"];
  const lines = (...at: number[]) =>
    Array.from({ length: 20_000 }, (_, i) => (at.includes(i + 1) ? bad[at.indexOf(i + 1)] : FOO)).join("\n");

  test.each([
    ["the first", ["--max-invalid", "0"], 5000],
    ["the third", ["--max-invalid", "2"], 15_001],
  ])("stops at %s invalid record, and counts it last", async (_, options, total) => {
    const { code, stdout, stderr } = await check(lines(5000, 9000, 15_001), "--fail-fast", "--json", ...options);
    expect(code).toBe(1);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({ complete: false, stopReason: "failFast", total });
    expect(Math.max(...summary.samples.map(({ line }: { line: number }) => line))).toBe(total);
    expect(stderr).toMatch(/^durable-id: stopped [^\n]*\(--fail-fast\)\n$/);
  });

  test("does not depend on the number of threads", async () => {
    const { file } = scratch();
    const input = file("in.txt", `${FOO}\n`.repeat(150_000) + `bad\n${FOO}\n`.repeat(1000));
    const runs = ["1", "2"].map((jobs) =>
      cli(["check", ...KEY, "--fail-fast", "--jobs", jobs, "--annotate", input], { spawn: spawnThread }),
    );
    const [one, two] = await Promise.all(runs);
    expect(one.stdout.split("\n")).toHaveLength(150_002);
    expect(two).toEqual(one);
  });

  test("passes if nothing exceeds the limit", async () => {
    const outcome = await check(lines(5000, 9000), "--fail-fast", "--max-invalid", "2", "--json");
    expect([outcome.code, outcome.stderr]).toEqual([0, ""]);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ complete: true, total: 20_000, malformed: 2 });
  });

  test("leaves no incomplete output, and keeps the old one", async () => {
    const { path, file } = scratch();
    const good = file("good.txt", "old");
    const outputs = ["--valid", good, "--invalid", `${path}/bad.txt`, "--report", `${path}/page.html`, "--duplicates"];
    expect((await check(lines(9000), "--fail-fast", ...outputs)).code).toBe(1);
    expect(readFileSync(good, "utf8")).toBe("old");
    expect(readdirSync(path)).toEqual(["good.txt"]);
  });

  test("stops at a record that is too long to keep, and in a later input", async () => {
    const { file } = scratch();
    const long = file("long.txt", `${FOO}\n${"x".repeat(3_000_000)}\n${FOO}\n`);
    const { code, stdout } = await cli(["check", ...KEY, "--fail-fast", "--annotate", file("a.txt", FOO), long]);
    expect(code).toBe(1);
    expect(stdout.split("\n").map((line) => line.slice(0, 9))).toEqual(["valid\t\tmy", "valid\t\tmy", "malformed", ""]);
  });

  test("ends the command even if its input stays open", async () => {
    const child = spawn(process.execPath, [BIN, "check", ...KEY, "--fail-fast", "--quiet"]);
    child.stdin.write("bad\n");
    expect((await once(child, "exit"))[0]).toBe(1);
    child.stdin.destroy();
  });

  test("refuses a percentage, and a checkpoint", async () => {
    const { path } = scratch();
    await expectRefused(["--fail-fast", "--max-invalid", "1%"], ["--fail-fast", "--max-invalid", "percentage"]);
    await expectRefused(["--fail-fast", "--checkpoint", `${path}/state`, "in.txt"], ["--fail-fast", "--checkpoint"]);
    expect(existsSync(`${path}/state`)).toBe(false);
  });
});

describe("--quiet", () => {
  test.each<[string, string, string[], number]>([
    ["valid IDs", mixed(2, 0), [], 0],
    ["invalid IDs", mixed(2, 1), [], 1],
    ["tolerated IDs", mixed(2, 1), ["--max-invalid", "1"], 0],
    ["an early end", mixed(2, 1), ["--fail-fast"], 1],
  ])("prints nothing for %s", async (_, stdin, options, code) => {
    const outcome = await cli(["check", ...KEY, "--quiet", ...options], { stdin, isTTY: true });
    expect(outcome).toEqual({ code, stdout: "", stderr: "" });
  });

  test("prints errors", async () => {
    expect((await check("", "--quiet")).stderr).toContain("no records");
    await expectRefused(["--quiet", "/nowhere/ids.txt"], ["/nowhere/ids.txt"]);
    await expectRefused(["--quiet", "--min-records", "2"], ["--min-records"]);
  });

  test("writes output files", async () => {
    const { path } = scratch();
    const options = ["--quiet", "--annotate", "--output", `${path}/all`, "--valid", `${path}/good`];
    expect(await check(mixed(1, 1), ...options)).toEqual({ code: 1, stdout: "", stderr: "" });
    expect(readFileSync(`${path}/good`, "utf8")).toBe(`${FOO}\n`);
    expect(readdirSync(path).sort()).toEqual(["all", "good"]);
  });

  test("refuses options that print to standard output", async () => {
    await expectRefused(["--quiet", "--json"], ["--quiet", "--json"]);
    await expectRefused(["--quiet", "--annotate"], ["--quiet", "--annotate", "--output"]);
  });
});

test("--allow-empty and --min-records exclude each other", () =>
  expectRefused(["--allow-empty", "--min-records", "1"], ["--allow-empty", "--min-records"]));

test.each([
  ["minRecords", -1],
  ["minRecords", 1.5],
  ["invalidLimit", -1],
  ["invalidLimit", Number.NaN],
])("createPlan refuses %s: %s", async (name, value) => {
  const { DurableObjectNamespace } = await import("../../src/index.js");
  const namespaces = [{ label: "rooms", namespace: new DurableObjectNamespace({ uniqueKey: ROOMS }) }];
  await expect(createPlan({ files: ["-"], namespaces, [name]: value })).rejects.toMatchObject({
    code: "ERR_DO_ARGUMENT",
    message: expect.stringContaining(name),
  });
});
