import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Ended, manifestAt, run } from "../../support/packed/npm.js";

/** A change for CHANGELOG.md: a release takes it as its own. */
const CHANGE = "## Unreleased\n\n### Fixed\n\n- A `$&` is kept as it is.\n";

describe("npm run release", () => {
  let folder: string;
  let home: string;
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const release = (...args: string[]): Ended => run(folder, "npm", ["run", "release", "--", ...args], { HOME: home });
  const versionOf = (file: string) => manifestAt(join(folder, file)).version;
  const rangeOf = (example: string) => manifestAt(join(folder, example, "package.json")).dependencies["durable-id"];

  /** A repository with copies of our manifests, changelog and script, whose gate is a line of shell. */
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "durable-id-release-"));
    home = mkdtempSync(join(tmpdir(), "durable-id-home-"));
    const examples = ["examples/browser/package.json", "examples/vitest-host/package.json"];
    for (const file of ["package.json", "package-lock.json", "CHANGELOG.md", "scripts/release.sh", ...examples]) {
      cpSync(file, join(folder, file));
    }
    const manifest = JSON.parse(read("package.json")) as object;
    const repository = { type: "git", url: "git+https://git.example/durable-id.git" };
    writeFileSync(join(folder, "package.json"), `${JSON.stringify({ ...manifest, repository }, undefined, 2)}\n`);
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, ".gitignore"), "node_modules\ngate.log\n");
    mkdirSync(join(folder, ".ci"));
    writeFileSync(join(folder, ".ci/run"), "#!/bin/sh\necho the gate >> gate.log\n");
    chmodSync(join(folder, ".ci/run"), 0o755);
    git("init", "--quiet", "--initial-branch", "main");
    git("config", "user.name", "Someone");
    git("config", "user.email", "someone@example.com");
    git("add", "--all");
    git("commit", "--quiet", "--message", "The first");
  });
  afterEach(() => {
    for (const made of [folder, home]) rmSync(made, { recursive: true, force: true });
  });

  it("passes the gate, dates the changelog, commits and tags", () => {
    const first = versionOf("package.json");
    const { status, stderr } = release(first, "--allow-same-version");
    expect(status, stderr).toBe(0);
    expect(git("log", "--format=%s")).toBe(`Release ${first}\nThe first`);
    expect(git("cat-file", "-t", `v${first}`)).toBe("tag");
    expect(read("gate.log")).toBe("the gate\n");
    expect(read("CHANGELOG.md")).toMatch(/^# Changelog\n[^#]*\n## \[[\d.]+\] - \d{4}-\d\d-\d\d\n\n### Added\n/);

    expect(read("CHANGELOG.md")).toContain(`\n[${first}]: https://git.example/durable-id/`);

    expect(release("minor").stderr).toContain('must have a section "## Unreleased"');
    expect(versionOf("package.json")).toBe(first);
    writeFileSync(
      join(folder, "CHANGELOG.md"),
      read("CHANGELOG.md").replace("## ", () => `${CHANGE}\n## `),
    );
    git("commit", "--quiet", "--all", "--message", "A change");
    expect(release("minor").status).toBe(0);
    const second = versionOf("package.json");
    expect(second).toBe("0.2.0");
    expect(versionOf("package-lock.json")).toBe(second);
    expect(rangeOf("examples/browser")).toBe(`^${second}`);
    expect(rangeOf("examples/vitest-host")).toBe(`^${second}`);
    expect(read("CHANGELOG.md")).toContain(
      CHANGE.replace(/^.*/, `## [${second}] - ${new Date().toISOString().slice(0, 10)}`),
    );
    expect(git("tag").split("\n")).toEqual([`v${first}`, `v${second}`]);
    expect(git("status", "--porcelain")).toBe("");
  });

  it("changes nothing on another branch, if the gate fails, for an invalid version, or with uncommitted changes", () => {
    git("switch", "--quiet", "--create", "other");
    expect(release("minor").status).not.toBe(0);
    git("switch", "--quiet", "main");
    writeFileSync(join(folder, ".ci/run"), "#!/bin/sh\nexit 1\n");
    git("commit", "--quiet", "--all", "--message", "A gate that fails");
    expect(release("minor").status).not.toBe(0);
    expect(release("next").status).not.toBe(0);
    writeFileSync(join(folder, ".ci/run"), "#!/bin/sh\n");
    expect(release("minor").status).not.toBe(0);
    expect(git("log", "-1", "--format=%s")).toBe("A gate that fails");
    expect([git("diff", "--name-only"), git("tag")]).toEqual([".ci/run", ""]);
  });
});
