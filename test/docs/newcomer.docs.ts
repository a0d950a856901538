import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { Newcomer } from "./newcomer.js";

describe("a newcomer with an empty folder and the README", () => {
  let newcomer: Newcomer;
  beforeEach(async () => {
    newcomer = new Newcomer(inject("tarball"));
    await newcomer.follow("Install");
  });
  afterEach(() => newcomer.remove());

  it("checks a file of stored IDs", async () => {
    const { printed, promised } = await newcomer.follow("For operators: check stored IDs");
    expect(promised).toMatch(/valid +3 .*\n +malformed +1 /);
    expect(printed.trimEnd()).toBe(promised);
  });

  it("validates a session cookie in an SDK", async () => {
    const { printed, promised } = await newcomer.follow("For SDKs: reject invalid IDs before a request");
    expect(promised).toMatch(/^session [0-9a-f]{64}\nrejected: unknown$/);
    expect(printed).toContain(promised);
  });

  it("tests a class with `host`", async () => {
    const { printed } = await newcomer.follow("For tests: objects without a runtime");
    expect(printed).toMatch(/^# pass 1$/m);
    expect(printed).toMatch(/^# fail 0$/m);
  });

  it("runs a Worker that answers with verdicts", async () => {
    const { printed, promised } = await newcomer.follow("In a Worker");
    expect(JSON.parse(promised)).toMatchObject({ total: 1, valid: 1 });
    expect(printed).toContain(promised);
  });
});

it("the README has at most 200 lines", () => {
  expect(readFileSync("README.md", "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(200);
});
