import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Ended, manifestAt, run } from "../../support/packed/npm.js";

const tag = `v${manifestAt("package.json").version}`;

describe("npm run release:publish", () => {
  // Within the checkout, so that what is installed there can be linked instead of copied: a symbolic link would show in
  // what bundlers write of paths.
  mkdirSync("build", { recursive: true });
  const folder = mkdtempSync(resolve("build/publish-"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" });
  // npm keeps its cache in HOME, which is not to be in the checkout.
  const home = mkdtempSync(join(tmpdir(), "durable-id-home-"));
  // A registry that isn't there: the one of all would refuse a version that is published already, as this one will be.
  const nowhere = { npm_config_registry: "http://127.0.0.1:9/", npm_config_fetch_retries: "0" };
  const publish = (...args: string[]): Ended =>
    run(folder, "npm", ["run", "--silent", "release:publish", "--", ...args], { HOME: home, ...nowhere });

  beforeAll(() => {
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    for (const file of listed.toString().split("\0").filter(Boolean)) cpSync(file, join(folder, file));
    git("init", "--quiet", "--initial-branch", "main");
    execFileSync("cp", ["-al", "node_modules", folder]);
    git("config", "user.name", "Someone");
    git("config", "user.email", "someone@example.com");
    git("add", "--all");
    git("commit", "--quiet", "--message", "All of it");
    git("tag", tag);
  });
  afterAll(() => {
    for (const made of [folder, home]) rmSync(made, { recursive: true, force: true });
  });

  it("publishes nothing from a machine that can't prove where it was built", () => {
    const { status, stderr } = publish();
    expect([status, stderr]).toEqual([1, expect.stringContaining("no identity token is to be had here")]);
    expect(stderr).toContain("publish: nothing was published.");
    expect(readdirSync(folder).filter((name) => name.endsWith(".tgz"))).toEqual([]);
  });

  it("rehearses the whole: the tarball is that of another folder, to the byte", () => {
    const { status, stderr } = publish("--dry-run");
    expect(status, stderr).toBe(0);
    expect(stderr).toContain(`shasum: ${inject("packed").shasum}`);
    expect(stderr).toMatch(/Publishing to .* with tag latest and public access \(dry-run\)/);
    expect(git("status", "--porcelain")).toBe("");
  });
});
