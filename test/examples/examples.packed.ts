import { readFileSync } from "node:fs";
import { join } from "node:path";
import { satisfies } from "semver";
import { describe, expect, it } from "vitest";
import { manifestAt, runLong } from "../../support/packed/npm.js";
import { exampleNames, installExample } from "./run-example.js";

/** A version and nothing else: no range, no tag. */
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

interface ExampleManifest {
  readonly private?: boolean;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

describe.each(exampleNames())("examples/%s", (name) => {
  it("depends on a range that includes this release, and on exact versions of other packages", () => {
    const file = join("examples", name, "package.json");
    const manifest = JSON.parse(readFileSync(file, "utf8")) as ExampleManifest;
    const { "durable-id": ours, ...others } = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(manifest.private).toBe(true);
    expect(satisfies(manifestAt("package.json").version, ours), `durable-id ${ours}`).toBe(true);
    expect(Object.entries(others).filter(([, version]) => !EXACT.test(version))).toEqual([]);
  });

  it("is linked in examples/README.md", () => {
    expect(readFileSync("examples/README.md", "utf8")).toContain(`](${name}/README.md)`);
  });

  it("passes its own tests, with the packed package installed", async () => {
    const folder = await installExample(name);
    const { status, stdout, stderr } = await runLong(folder, "npm", ["test"], { CHROMIUM: process.env.CHROMIUM });
    expect(status, `${stdout}\n${stderr}`).toBe(0);
  });
});
