import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { type Ended, run } from "../../packed/npm.js";
import { binaryOf, versionOf } from "../binaries.js";

const project = inject("project");

function deno(...args: readonly string[]): Ended {
  return run(project, binaryOf("deno"), args, {
    DENO_DIR: join(project, ".deno"),
    DENO_NO_UPDATE_CHECK: "1",
    NO_COLOR: "1",
  });
}

describe("Deno", () => {
  it("is what runs", () => {
    expect(deno("--version").stdout).toContain(`deno ${versionOf("deno")} `);
  });

  it("imports the package, loads the WASM engine, and needs no permission for anything", () => {
    const ended = deno("run", "--no-prompt", "--cached-only", "--no-lock", "run.mjs");
    expect(ended).toEqual({ status: 0, stdout: `${inject("allWell")}\n`, stderr: "" });
  });
});
