import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Everything that the build reads. */
const SOURCES = [
  ...["src", "assembly", "scripts", "asconfig.json", "tsconfig.json", "tsconfig.build.json"],
  ...["package.json", "package-lock.json"],
];
/** The file that the build writes last: without it, a build broke off. */
const LAST_BUILT = "dist/durable-id.1";

/** Builds before the tests if a source is newer than dist/, so that no test ever runs an old `durable-id`. */
export default function setup(project: TestProject): void {
  buildIfStale();
  project.onTestsRerun(buildIfStale);
}

function buildIfStale(): void {
  if (isBuildStale(ROOT)) execFileSync("npm", ["run", "--silent", "build"], { cwd: ROOT, stdio: "inherit" });
}

/** Whether a source of a checkout has changed, or was added or removed, since its last build. */
export function isBuildStale(root: string): boolean {
  const built = statSync(join(root, LAST_BUILT), { throwIfNoEntry: false });
  return built === undefined || SOURCES.some((source) => newestIn(join(root, source)) > built.mtimeMs);
}

/** The newest time in a file or a folder. A folder's own time counts: it changes when a file in it is removed. */
function newestIn(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  const inside = stats.isDirectory() ? readdirSync(path).map((name) => newestIn(join(path, name))) : [];
  return Math.max(stats.mtimeMs, ...inside);
}
