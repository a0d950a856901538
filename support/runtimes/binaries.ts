import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { type Fetched, folderOf } from "./fetched.js";

/** A runtime that comes from npm: the package of its binary for this platform, and where in it that is. */
interface Source extends Fetched {
  readonly binary: string;
}

/**
 * The runtimes other than the current Node, for Linux with glibc. The packages `node`, `bun` and `deno` only fetch platform packages with an
 * install script, which npm may not run. So the platform packages are installed directly.
 */
const SOURCES = {
  node18: { label: "Node 18", package: nodePackage(), version: "18.20.8", binary: "bin/node" },
  node20: { label: "Node 20.19", package: nodePackage(), version: "20.19.0", binary: "bin/node" },
  node22: { label: "Node 22", package: nodePackage(), version: "22.23.3", binary: "bin/node" },
  node24: { label: "Node 24", package: nodePackage(), version: "24.21.0", binary: "bin/node" },
  node26: { label: "Node 26", package: nodePackage(), version: "26.10.0", binary: "bin/node" },
  bun: { label: "Bun", package: `@oven/bun-linux-${bunArch()}`, version: "1.4.5", binary: "bin/bun" },
  deno: { label: "Deno", package: `@deno/linux-${process.arch}-glibc`, version: "2.9.6", binary: "deno" },
} as const satisfies Record<string, Source>;

/** The name of a runtime that comes from npm. */
export type RuntimeName = keyof typeof SOURCES;

/** All of them. */
export const RUNTIME_NAMES = Object.keys(SOURCES) as RuntimeName[];

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
  const binary = join(folderOf(name, source), "node_modules", source.package, source.binary);
  try {
    accessSync(binary, constants.X_OK);
  } catch {
    throw new Error(`${source.label} can't be had: ${source.package}@${source.version} holds no ${source.binary}.`);
  }
  return binary;
}
