import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { OLDEST_NODE, refusalOfNode } from "../../src/cli/node-version.js";

describe("a Node that is too old", () => {
  it.each(["20.19.0", "20.20.2", "21.0.0", "22.11.0", "26.10.0", "100.0.0"])("is not %s", (version) => {
    expect(refusalOfNode(version)).toBeUndefined();
  });

  it.each(["20.18.3", "20.2.0", "18.20.8", "16.0.0", "4.0.0"])("is %s, and gets an error", (version) => {
    expect(refusalOfNode(version)).toBe(`Node 20.19 or later is required, got ${version}`);
  });

  it("is one that package.json excludes", () => {
    const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
    expect(engines.node).toBe(`>=${OLDEST_NODE}`);
  });
});
