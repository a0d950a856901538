import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { npm } from "../packed/npm.js";

/** Under `build/`, which git ignores: most of a gigabyte that later runs find there. */
const CACHE = resolve("build/runtimes");

/** A package that the suites take from npm by themselves: too heavy for everyone's `npm ci`. */
export interface Fetched {
  /** What people call it. */
  readonly label: string;
  readonly package: string;
  /** The exact version. */
  readonly version: string;
  /** Whether its install scripts, and those of its dependencies, have to run. */
  readonly needsScripts?: boolean;
}

/**
 * The folder into which a package was installed, its `node_modules` inside; installed where it isn't there yet.
 * @param name the folder's name, but for the version
 * @throws Error in one line, if it can't be had
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
  // In a folder beside, which gets its name only when all is there: what was cut short is not taken for whole later.
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(join(CACHE, "unfinished-"));
  try {
    fill(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Two suites may have wanted it at the same time.
    if (existsSync(folder)) return folder;
    const reason = String((error as { stderr?: unknown }).stderr || error).trim();
    throw new Error(`${failure}: ${reason.replaceAll("\n", "; ")}`);
  }
  return folder;
}
