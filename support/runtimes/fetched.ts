import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { npm } from "../packed/npm.js";

/** A folder under `build/`, which git ignores: most of a gigabyte, which later runs reuse. */
const CACHE = resolve("build/runtimes");

/** A package that the suites install from npm on demand, because it is too large for everyone's `npm ci`. */
export interface Fetched {
  /** Its name for people. */
  readonly label: string;
  readonly package: string;
  /** The exact version. */
  readonly version: string;
  /** Whether its install scripts, and those of its dependencies, have to run. */
  readonly needsScripts?: boolean;
}

/**
 * Returns the folder in which a package is installed, with its `node_modules`; installs it if needed.
 * @param name the folder's name, without the version
 * @throws Error with one line if that fails
 */
export function folderOf(name: string, { label, package: id, version, needsScripts }: Fetched): string {
  return filledOnce(`${name}-${version}`, `${label} can't be had: npm can't install ${id}@${version}`, (folder) => {
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    const scripts = needsScripts ? [] : ["--ignore-scripts"];
    npm(folder, "install", ...scripts, "--no-save", "--no-package-lock", `${id}@${version}`);
  });
}

/**
 * A folder of the cache; filled if it is missing.
 * @param failure what the error says if `fill` fails, before its reason
 * @throws Error in one line
 */
export function filledOnce(name: string, failure: string, fill: (folder: string) => void): string {
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  // Installed in a temporary folder, which is renamed when it is complete, so that an interrupted installation isn't used later.
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(join(CACHE, "unfinished-"));
  try {
    fill(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another suite may have installed it at the same time.
    if (existsSync(folder)) return folder;
    const reason = String((error as { stderr?: unknown }).stderr || error).trim();
    throw new Error(`${failure}: ${reason.replaceAll("\n", "; ")}`);
  }
  return folder;
}
