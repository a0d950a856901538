import { describe, expect, inject, it } from "vitest";
import { run } from "../../../support/packed/npm.js";
import { binaryOf, versionOf } from "../../../support/runtimes/binaries.js";

const project = inject("project");

describe("Bun", () => {
  it("is the runtime", () => {
    expect(run(project, binaryOf("bun"), ["--version"]).stdout).toBe(`${versionOf("bun")}\n`);
  });

  it("imports the package, and loads the WASM engine", () => {
    const ended = run(project, binaryOf("bun"), ["run.mjs"]);
    expect(ended).toEqual({ status: 0, stdout: `${inject("allWell")}\n`, stderr: "" });
  });
});
