import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Ended, run } from "../../support/packed/npm.js";

const CHANGELOG = "# Changelog\n\n## Unreleased\n\n### Added\n\n- The first.\n";

const EXAMPLE = '{ "dependencies": { "durable-id": "^0.1.0", "hono": "4.13.19" } }\n';

/** The scripts in a repository of their own, with an example, whose gate is `gate`, a line of shell. */
function makeRepository(gate: string): string {
  const folder = mkdtempSync(join(tmpdir(), "durable-id-release-"));
  const manifest = { name: "durable-id", version: "0.1.0", type: "module" };
  mkdirSync(join(folder, ".ci"));
  writeFileSync(join(folder, ".ci/run"), `#!/bin/sh\n${gate}\n`);
  chmodSync(join(folder, ".ci/run"), 0o755);
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(folder, "CHANGELOG.md"), CHANGELOG);
  mkdirSync(join(folder, "examples/shop"), { recursive: true });
  writeFileSync(join(folder, "examples/shop/package.json"), EXAMPLE);
  writeFileSync(join(folder, ".gitignore"), "build\nnode_modules\nscripts\n");
  for (const linked of ["node_modules", "scripts"]) symlinkSync(resolve(linked), join(folder, linked));
  git(folder, "init", "--quiet", "--initial-branch", "main");
  git(folder, "config", "user.name", "Someone");
  git(folder, "config", "user.email", "someone@example.com");
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "The first");
  return folder;
}

function git(folder: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
}

describe("npm run release", () => {
  let folder: string;
  /** Where npm keeps its cache and its log, which are not to be in the checkout. */
  const home = mkdtempSync(join(tmpdir(), "durable-id-home-"));
  const release = (...args: string[]): Ended =>
    run(folder, process.execPath, ["scripts/run.mjs", "scripts/release/release.ts", ...args], { HOME: home });
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const log = () => git(folder, "log", "--format=%s").split("\n");

  beforeEach(() => {
    folder = makeRepository("echo the gate >> build/gate");
    mkdirSync(join(folder, "build"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("passes the gate, commits and tags the first version, then the one that the changes take", () => {
    expect(release().status).toBe(0);
    expect(log()).toEqual(["Release 0.1.0", "The first"]);
    expect(git(folder, "cat-file", "-t", "v0.1.0")).toBe("tag");
    expect(read("build/gate")).toBe("the gate\n");
    expect(read("CHANGELOG.md")).toMatch(
      /^# Changelog\n\n## Unreleased\n\n## 0\.1\.0 - \d{4}-\d\d-\d\d\n\n### Added\n/,
    );
    expect(read("examples/shop/package.json")).toBe(EXAMPLE);

    write("CHANGELOG.md", read("CHANGELOG.md").replace("## Unreleased\n", "## Unreleased\n\n### Changed\n\n- All.\n"));
    git(folder, "commit", "--all", "--message", "A change");
    const tooLow = release("0.1.1");
    expect([tooLow.status, tooLow.stderr]).toEqual([1, expect.stringContaining("0.1.1 is too low")]);
    expect(release().status).toBe(0);
    expect(JSON.parse(read("package.json")).version).toBe("0.2.0");
    expect(read("examples/shop/package.json")).toBe(EXAMPLE.replace("^0.1.0", "^0.2.0"));
    expect(git(folder, "tag").split("\n")).toEqual(["v0.1.0", "v0.2.0"]);
    expect(git(folder, "status", "--porcelain")).toBe("");
  });

  it("only says what it would do, with --dry-run", () => {
    expect(release("--dry-run")).toEqual({ status: 0, stdout: "v0.1.0 would be released.\n", stderr: "" });
    expect([log(), git(folder, "tag")]).toEqual([["The first"], ""]);
  });

  it("changes nothing where the gate fails", () => {
    write(".ci/run", "#!/bin/sh\nexit 1\n");
    git(folder, "commit", "--all", "--message", "A gate that fails");
    expect(release()).toMatchObject({ status: 1, stderr: expect.stringContaining(".ci/run") });
    expect([git(folder, "tag"), git(folder, "status", "--porcelain"), read("CHANGELOG.md")]).toEqual([
      "",
      "",
      CHANGELOG,
    ]);
  });

  it.each<[string, () => void, string[], string]>([
    [
      "in a checkout with changes",
      () => write(".gitignore", `${read(".gitignore")}\n`),
      ["9.0.0"],
      "differs from its last commit",
    ],
    ["on another branch", () => git(folder, "switch", "--quiet", "--create", "other"), [], "on the branch main"],
    ["of a tag that is there", () => git(folder, "tag", "v3.0.0"), ["3.0.0"], "v3.0.0 exists already"],
    ["of what is no version", () => undefined, ["next"], '"next" is no version'],
    ["of two versions", () => undefined, ["1.0.0", "2.0.0"], "not 1.0.0 and 2.0.0"],
  ])("refuses a release %s", (_, prepare, args, message) => {
    prepare();
    const before = git(folder, "rev-parse", "HEAD");
    const { status, stderr } = release(...args);
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(git(folder, "rev-parse", "HEAD")).toBe(before);
  });
});
