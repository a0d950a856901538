import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { type Ended, run } from "../packed/npm.js";
import { binaryOf, type RuntimeName, versionOf } from "./binaries.js";

const project = inject("project");
const ALL_WELL: Ended = { status: 0, stdout: `${inject("allWell")}\n`, stderr: "" };

/** Each Node, by what runs it: the oldest one that we support, this very one, and the majors since. */
const NODES: Record<string, () => string> = {
  [versionOf("node20")]: () => binaryOf("node20"),
  [process.versions.node]: () => process.execPath,
  [versionOf("node22")]: () => binaryOf("node22"),
  [versionOf("node24")]: () => binaryOf("node24"),
  [versionOf("node26")]: () => binaryOf("node26"),
};

function versionSaid(name: RuntimeName, program: string): void {
  expect(run(project, program, ["--version"]).stdout).toContain(versionOf(name));
}

describe.each(Object.entries(NODES))("Node %s", (version, binary) => {
  it("is what runs", () => {
    expect(run(project, binary(), ["--version"]).stdout).toBe(`v${version}\n`);
  });

  it("imports the package, and loads the WASM engine", () => {
    expect(run(project, binary(), ["run.mjs"])).toEqual(ALL_WELL);
  });

  it("gives all of it to require() of CommonJS too", () => {
    const { stderr, ...ended } = run(project, binary(), ["run.cjs"]);
    expect({ ...ended, stderr: withoutWarning(stderr) }).toEqual(ALL_WELL);
  });

  it("runs the command line", () => {
    const bin = join(project, "node_modules/.bin/durable-id");
    const ended = run(project, binary(), [bin, "mint", "--unique-key", "my-worker-ChatRoom", "foo"]);
    expect(ended.stderr).toBe("");
    expect(ended.stdout).toContain("37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5");
  });
});

/** Without what Node itself says of require() of a module: in 22 and before, that it is an experiment. */
function withoutWarning(stderr: string): string {
  return stderr.replace(/^\(node:\d+\) ExperimentalWarning: .*require.*\n\(Use `.*\n/, "");
}

describe("Bun", () => {
  it("is what runs", () => versionSaid("bun", binaryOf("bun")));

  it.each(["run.mjs", "run.cjs"])("%s: loads the WASM engine", (program) => {
    expect(run(project, binaryOf("bun"), [program])).toEqual(ALL_WELL);
  });
});

describe("Deno", () => {
  const deno = (...args: string[]) =>
    run(project, binaryOf("deno"), args, {
      DENO_DIR: join(project, ".deno"),
      DENO_NO_UPDATE_CHECK: "1",
      NO_COLOR: "1",
    });

  it("is what runs", () => versionSaid("deno", binaryOf("deno")));

  it("loads the WASM engine, and needs no permission for anything", () => {
    expect(deno("run", "--no-prompt", "--cached-only", "--no-lock", "run.mjs")).toEqual(ALL_WELL);
  });
});
