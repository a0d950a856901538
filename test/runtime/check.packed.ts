import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { type Ended, run } from "../../support/packed/npm.js";
import { binaryOf } from "../../support/runtimes/binaries.js";
import { deno } from "./deno/deno.js";
import { NODES } from "./node/nodes.js";

const PROGRAM = "check-files.mjs";
const SUMMARY = {
  total: 100_001,
  malformed: 10_000,
  // The header of the CSV file is in it too.
  written: 90_002,
  engine: "wasm",
  complete: true,
  duplicates: { distinct: 90_000, repeated: 1, surplus: 1 },
  threads: 1,
};

const project = inject("project");
const newHome = () => mkdtempSync(join(project, "check-"));

/** The output of the program, which must succeed. */
function summaryOf({ status, stdout, stderr }: Ended): unknown {
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

describe("durable-id/check from an install: gzip, zstd, threads, outputs and a checkpoint", () => {
  it.each(NODES)("Node %s", (_, binary) => {
    expect(summaryOf(run(project, binary(), [PROGRAM, newHome()]))).toEqual(SUMMARY);
  });

  it("Bun", () => {
    expect(summaryOf(run(project, binaryOf("bun"), [PROGRAM, newHome()]))).toEqual(SUMMARY);
  });

  it("Deno", () => {
    const ended = deno(project, "run", "--allow-all", "--no-prompt", "--cached-only", "--no-lock", PROGRAM, newHome());
    expect(summaryOf(ended)).toEqual(SUMMARY);
  });
});

describe("npx durable-id check from an install", () => {
  const id = "37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5";
  const count = 1_000_000;

  it("checks a million lines on two threads", () => {
    const file = join(newHome(), "ids.txt");
    writeFileSync(file, `${id}\n`.repeat(count));
    const options = ["--unique-key", "my-worker-ChatRoom", "--jobs", "2", "--json", file];
    const { status, stdout, stderr } = run(project, "npx", ["--no-install", "durable-id", "check", ...options], {
      npm_config_update_notifier: "false",
    });
    expect([status, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ total: count, valid: count, engine: "wasm", complete: true });
  });
});
