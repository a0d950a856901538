// Makes a release of what CHANGELOG.md has under "Unreleased": npm run release [-- VERSION] [-- --dry-run].
// See CONTRIBUTING.md.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gte, valid } from "semver";
import { leastVersion, withRelease } from "./changelog.js";
import { withRange } from "./examples.js";
import { git, hasTag, isClean, readManifest, show, tagOf } from "./repository.js";

/**
 * The version to release: the one asked for if the changes allow it, and else the least that does. The version of
 * package.json itself as long as it has no tag, which is the first release.
 * @throws Error if the version asked for is less than the changes take
 */
function nextVersion(asked: string | undefined, changelog: string, version: string): string {
  const least = leastVersion(changelog, version);
  const floor = hasTag(tagOf(version)) ? least : version;
  if (asked === undefined) return floor;
  if (valid(asked) !== asked) throw new Error(`${JSON.stringify(asked)} is no version (semver.org).`);
  if (gte(asked, floor)) return asked;
  throw new Error(`${asked} is too low: by the headings of CHANGELOG.md the next version is at least ${floor}.`);
}

function release(asked: string | undefined, isDryRun: boolean): void {
  const changelog = readFileSync("CHANGELOG.md", "utf8");
  const version = nextVersion(asked, changelog, readManifest().version);
  const tag = tagOf(version);
  if (git("branch", "--show-current") !== "main") throw new Error("Releases are made on the branch main.");
  if (!isClean()) throw new Error("The checkout differs from its last commit: commit or stash that first.");
  if (hasTag(tag)) throw new Error(`The tag ${tag} exists already.`);
  if (isDryRun) {
    console.log(`${tag} would be released.`);
    return;
  }
  show(".ci/run");
  const today = new Date().toISOString().slice(0, 10);
  writeFileSync("CHANGELOG.md", withRelease(changelog, version, today));
  for (const file of git("ls-files", "examples/*/package.json").split("\n").filter(Boolean)) {
    writeFileSync(file, withRange(readFileSync(file, "utf8"), version));
  }
  show("npm", "version", version, "--no-git-tag-version", "--allow-same-version");
  git("commit", "--all", "--message", `Release ${version}`);
  git("tag", "--annotate", tag, "--message", `Release ${version}`);
  console.log(`${tag} is committed and tagged. To publish it: git push --follow-tags`);
}

try {
  const { values, positionals } = parseArgs({
    options: { "dry-run": { type: "boolean", default: false } },
    allowPositionals: true,
  });
  if (positionals.length > 1) throw new Error(`One version, please, not ${positionals.join(" and ")}.`);
  release(positionals[0], values["dry-run"]);
} catch (error) {
  console.error(`release: ${(error as Error).message}`);
  process.exitCode = 1;
}
