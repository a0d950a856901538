import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { npm } from "../packed/npm.js";

/** A runtime that comes from npm: the package of its binary for this platform, and where in it that is. */
interface Source {
  readonly label: string;
  readonly package: string;
  readonly version: string;
  readonly binary: string;
}

/**
 * What is run beside this very Node. The packages `node`, `bun` and `deno` only fetch, by an install script, which npm
 * may not run, the packages of the platform: so these are installed themselves.
 */
const SOURCES = {
  node20: { label: "Node 20.19", package: nodePackage(), version: "20.19.0", binary: "bin/node" },
  node22: { label: "Node 22", package: nodePackage(), version: "22.23.3", binary: "bin/node" },
  node24: { label: "Node 24", package: nodePackage(), version: "24.21.0", binary: "bin/node" },
  node26: { label: "Node 26", package: nodePackage(), version: "26.10.0", binary: "bin/node" },
  bun: { label: "Bun", package: `@oven/bun-linux-${bunArch()}`, version: "1.4.5", binary: "bin/bun" },
  deno: { label: "Deno", package: `@deno/linux-${process.arch}-glibc`, version: "2.9.6", binary: "deno" },
} as const satisfies Record<string, Source>;

/** The name of a runtime that comes from npm. */
export type RuntimeName = keyof typeof SOURCES;

/** Under `build/`, which git ignores: half a gigabyte that later runs find there. */
const CACHE = resolve("build/runtimes");

function nodePackage(): string {
  return `node-linux-${process.arch}`;
}

function bunArch(): string {
  return process.arch === "arm64" ? "aarch64" : process.arch;
}

/** The version that is asked for, so that a runtime can be held to it. */
export function versionOf(name: RuntimeName): string {
  return SOURCES[name].version;
}

/**
 * Where the binary of a runtime is; fetched where it isn't there yet.
 * @throws Error in one line, if it can't be had
 */
export function binaryOf(name: RuntimeName): string {
  const source: Source = SOURCES[name];
  const folder = join(CACHE, `${name}-${source.version}`);
  const binary = join(folder, "node_modules", source.package, source.binary);
  if (!existsSync(binary)) fetchRuntime(source, folder);
  try {
    accessSync(binary, constants.X_OK);
  } catch {
    throw new Error(`${source.label} can't be had: ${source.package}@${source.version} holds no ${source.binary}.`);
  }
  return binary;
}

/** In a folder beside, which gets its name only when all is there: what was cut short is not taken for a runtime later. */
function fetchRuntime({ label, package: name, version }: Source, folder: string): void {
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(join(CACHE, "unfinished-"));
  try {
    writeFileSync(join(unfinished, "package.json"), '{ "private": true }\n');
    npm(unfinished, "install", "--ignore-scripts", "--no-save", "--no-package-lock", `${name}@${version}`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    const reason = String((error as { stderr?: unknown }).stderr || error).trim();
    throw new Error(`${label} can't be had: npm can't install ${name}@${version}: ${reason.replaceAll("\n", "; ")}`);
  }
}
