// Publishes the tagged version with a statement of its provenance: npm run release:publish [-- --dry-run].
// It is for CI, which alone can prove where the package was built. See CONTRIBUTING.md.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { faultsOfRelease } from "./preflight.js";
import { git, isClean, readManifest, show } from "./repository.js";

/** A tarball of what is built, and its SHA-1 in hex. */
function pack(): { readonly filename: string; readonly shasum: string } {
  const options = ["pack", "--json", "--ignore-scripts"];
  return JSON.parse(execFileSync("npm", options, { encoding: "utf8" }))[0] as { filename: string; shasum: string };
}

/** Builds and packs twice. @throws Error if the two tarballs differ in a byte */
function reproducedTarball(): string {
  const [first, second] = [1, 2].map(() => {
    show("npm", "run", "build");
    return pack();
  });
  if (first.shasum === second.shasum) return second.filename;
  throw new Error(`two builds of one commit differ: ${first.shasum} and ${second.shasum}.`);
}

function publish(isDryRun: boolean): void {
  const faults = faultsOfRelease({
    manifest: readManifest(),
    changelog: readFileSync("CHANGELOG.md", "utf8"),
    tagsAtHead: git("tag", "--points-at", "HEAD").split("\n"),
    isClean: isClean(),
    environment: process.env,
  });
  // A rehearsal tells of all that is wrong, and goes on.
  for (const fault of faults) console.error(`publish: ${fault}`);
  if (faults.length > 0 && !isDryRun) throw new Error("nothing was published.");
  const tarball = reproducedTarball();
  try {
    show(
      "npm",
      "publish",
      tarball,
      "--provenance",
      "--access=public",
      "--loglevel=notice",
      ...(isDryRun ? ["--dry-run"] : []),
    );
  } finally {
    rmSync(tarball);
  }
}

try {
  publish(parseArgs({ options: { "dry-run": { type: "boolean", default: false } } }).values["dry-run"]);
} catch (error) {
  console.error(`publish: ${(error as Error).message}`);
  process.exitCode = 1;
}
