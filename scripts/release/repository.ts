import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The fields of package.json that a release goes by. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly repository?: { readonly url?: string };
}

/** The package.json of the working directory. */
export function readManifest(): Manifest {
  return JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
}

/** What git says on standard output, less the white space around. @throws Error with what it wrote, where it fails */
export function git(...args: readonly string[]): string {
  return execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

/** Whether nothing in the checkout differs from its last commit. */
export function isClean(): boolean {
  return git("status", "--porcelain") === "";
}

/** The tag of a version. */
export function tagOf(version: string): string {
  return `v${version}`;
}

export function hasTag(tag: string): boolean {
  return git("tag", "--list", tag) === tag;
}

/** Runs a program that writes to this one's terminal. @throws Error if it can't be run, or ends with another code than 0 */
export function show(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: ["ignore", "inherit", "inherit"] });
}
