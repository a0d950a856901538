import { describe, expect, inject, it } from "vitest";
import { versionOf } from "../../../support/runtimes/binaries.js";
import { deno } from "./deno.js";

const project = inject("project");

describe("Deno", () => {
  it("is the runtime", () => {
    expect(deno(project, "--version").stdout).toContain(`deno ${versionOf("deno")} `);
  });

  it("imports the package, loads the WASM engine, and needs no permissions", () => {
    const ended = deno(project, "run", "--no-prompt", "--cached-only", "--no-lock", "run.mjs");
    expect(ended).toEqual({ status: 0, stdout: `${inject("allWell")}\n`, stderr: "" });
  });
});
