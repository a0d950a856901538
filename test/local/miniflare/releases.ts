import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Releases of Miniflare that write state directories for the tests, oldest first. */
export const RELEASES = [
  // The last one with the old layout.
  "3.20230904.0",
  "3.20240129.3",
  "3.20250718.3",
  "4.20260730.0",
  "5.20261117.0-beta",
] as const;

export type Release = (typeof RELEASES)[number];

/** The Node for releases that don't run on the oldest one that we support: a package of npm too. */
const NEWER_NODE = "22.22.3";

/** An object that was written. */
export interface WrittenObject {
  readonly binding: "ROOMS" | "BOARDS";
  /** What it did, and its name, unless its ID is a unique one. */
  readonly name: string;
  readonly id: string;
}

/** The writer's output. */
export interface Written {
  readonly version: string;
  readonly objects: readonly WrittenObject[];
}

/** Installs a release into `build/`, where it stays for the next time. */
export async function installRelease(release: Release): Promise<{ node: string; miniflare: string }> {
  const folder = resolve("build/miniflare", release);
  const isNewer = release.startsWith("5.");
  const node = isNewer ? join(folder, "node_modules/node/bin/node") : process.execPath;
  if (!existsSync(join(folder, "installed"))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    const packages = [`miniflare@${release}`, ...(isNewer ? [`node@${NEWER_NODE}`] : [])];
    await run("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock", ...packages], { cwd: folder });
    writeFileSync(join(folder, "installed"), "");
  }
  return { node, miniflare: join(folder, "node_modules/miniflare") };
}

/**
 * Has a release write a state directory, and end.
 * @param names what objects do, see writer.mjs
 * @param all whether to write unique IDs, KV, R2 and caches too
 */
export async function writeState(
  release: Release,
  state: string,
  names: readonly string[],
  all: boolean,
): Promise<Written> {
  const { node, miniflare } = await installRelease(release);
  const writer = resolve("test/local/miniflare/writer.mjs");
  const { stdout } = await run(node, [writer, miniflare, state, names.join(), ...(all ? ["--all"] : [])]);
  return JSON.parse(stdout) as Written;
}
