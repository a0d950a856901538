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
}

/**
 * The folder into which a package was installed, its `node_modules` inside; installed where it isn't there yet.
 * @param name the folder's name, but for the version
 * @throws Error in one line, if it can't be had
 */
export function folderOf(name: string, { label, package: id, version }: Fetched): string {
  const folder = join(CACHE, `${name}-${version}`);
  if (existsSync(folder)) return folder;
  // In a temporary folder, which is renamed when it is complete, so that an interrupted download is not used later.
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(join(CACHE, "unfinished-"));
  try {
    writeFileSync(join(unfinished, "package.json"), '{ "private": true }\n');
    npm(unfinished, "install", "--ignore-scripts", "--no-save", "--no-package-lock", `${id}@${version}`);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Two suites may have wanted it at the same time.
    if (existsSync(folder)) return folder;
    const reason = String((error as { stderr?: unknown }).stderr || error).trim();
    throw new Error(`${label} can't be had: npm can't install ${id}@${version}: ${reason.replaceAll("\n", "; ")}`);
  }
  return folder;
}
