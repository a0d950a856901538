import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { run } from "../../../support/packed/npm.js";
import { binaryOf, versionOf } from "../../../support/runtimes/binaries.js";
import { NODES } from "./nodes.js";

const project = inject("project");

describe.each(NODES)("Node %s", (version, binary) => {
  it("is the runtime", () => {
    expect(run(project, binary(), ["--version"]).stdout).toBe(`v${version}\n`);
  });

  it("imports the package, and loads the WASM engine", () => {
    expect(run(project, binary(), ["run.mjs"])).toEqual({ status: 0, stdout: `${inject("allWell")}\n`, stderr: "" });
  });

  it("runs the command line", () => {
    const bin = join(project, "node_modules/.bin/durable-id");
    const ended = run(project, binary(), [bin, "mint", "--unique-key", "my-worker-ChatRoom", "foo"]);
    expect(ended.stderr).toBe("");
    expect(ended.stdout).toContain("37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5");
  });
});

describe("a Node that is too old for the package", () => {
  it("gets a one-line error from the command line", () => {
    const bin = join(project, "node_modules/.bin/durable-id");
    expect(run(project, binaryOf("node18"), [bin, "mint", "--unique-key", "my-worker-ChatRoom", "foo"])).toEqual({
      status: 2,
      stdout: "",
      stderr: `durable-id: Node 20.19 or later is required, got ${versionOf("node18")}\n`,
    });
  });
});
