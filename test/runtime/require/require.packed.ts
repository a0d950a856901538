import { describe, expect, inject, it } from "vitest";
import { type Ended, run } from "../../../support/packed/npm.js";
import { binaryOf } from "../../../support/runtimes/binaries.js";
import { deno } from "../deno/deno.js";
import { NODES } from "../node/nodes.js";

const project = inject("project");
const ALL_WELL: Ended = { status: 0, stdout: `${inject("allWell")}\n`, stderr: "" };

describe("require() in CommonJS loads every subpath and the WASM engine", () => {
  it.each(NODES)("Node %s", (_, binary) => {
    const { stderr, ...ended } = run(project, binary(), ["run.cjs"]);
    expect({ ...ended, stderr: withoutWarning(stderr) }).toEqual(ALL_WELL);
  });

  it("Bun", () => {
    expect(run(project, binaryOf("bun"), ["run.cjs"])).toEqual(ALL_WELL);
  });

  it("Deno", () => {
    const ended = deno(project, "run", "--no-prompt", "--allow-read", "--cached-only", "--no-lock", "run.cjs");
    expect(ended).toEqual(ALL_WELL);
  });
});

/** Without Node's own warning about require() of a module, which is experimental in Node 22 and before. */
function withoutWarning(stderr: string): string {
  return stderr.replace(/^\(node:\d+\) ExperimentalWarning: .*require.*\n\(Use `.*\n/, "");
}
