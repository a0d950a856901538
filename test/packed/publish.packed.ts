import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Ended, run } from "../../support/packed/npm.js";

describe("npm publish", () => {
  // Inside the checkout, so that node_modules can be hard-linked: bundlers would write the target of a symbolic link.
  mkdirSync("build", { recursive: true });
  const folder = mkdtempSync(resolve("build/publish-"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" });
  // npm keeps its cache in HOME, which must be outside of the checkout.
  const home = mkdtempSync(join(tmpdir(), "durable-id-home-"));
  // An unreachable registry: the real one refuses a version that is already published.
  const nowhere = {
    npm_config_registry: "http://127.0.0.1:9/",
    "npm_config_//127.0.0.1:9/:_authToken": "of-nobody",
    npm_config_fetch_retries: "0",
  };
  const publish = (...args: string[]): Ended => run(folder, "npm", ["publish", ...args], { HOME: home, ...nowhere });

  beforeAll(() => {
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    for (const file of listed.toString().split("\0").filter(Boolean)) cpSync(file, join(folder, file));
    git("init", "--quiet", "--initial-branch", "main");
    execFileSync("cp", ["-al", "node_modules", folder]);
    git("config", "user.name", "Someone");
    git("config", "user.email", "someone@example.com");
    git("add", "--all");
    git("commit", "--quiet", "--message", "All of it");
  });
  afterAll(() => {
    for (const made of [folder, home]) rmSync(made, { recursive: true, force: true });
  });

  it("is refused on a machine that can't prove where the package was built", () => {
    const { status, stderr } = publish("--ignore-scripts");
    expect([status, stderr]).toEqual([1, expect.stringContaining("Automatic provenance generation not supported")]);
  });

  it("builds the same tarball as in another folder, to the byte", () => {
    const { status, stderr } = publish("--dry-run");
    expect(status, stderr).toBe(0);
    expect(stderr).toContain(`shasum: ${inject("packed").shasum}`);
    expect(stderr).toMatch(/Publishing to .* with tag latest and public access \(dry-run\)/);
    expect(git("status", "--porcelain")).toBe("");
  });
});
