import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { type Fetched, folderOf } from "./fetched.js";

/** A runtime from npm: the package of its binary for this platform, and the path of the binary in it. */
interface Source extends Fetched {
  readonly binary: string;
}

/**
 * The runtimes to test in addition to this Node, for Linux with glibc. The packages `node`, `bun` and `deno` only fetch the
 * packages of the platform, by an install script, which npm may not run: so those packages are installed directly.
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

/** The requested version of a runtime, to verify the version that it reports. */
export function versionOf(name: RuntimeName): string {
  return SOURCES[name].version;
}

/**
 * Returns the path of a runtime's binary; downloads the runtime if needed.
 * @throws Error with one line if that fails
 */
export function binaryOf(name: RuntimeName): string {
  const source: Source = SOURCES[name];
  const binary = join(folderOf(name, source), "node_modules", source.package, source.binary);
  try {
    accessSync(binary, constants.X_OK);
  } catch {
    throw new Error(`${source.label} is not available: ${source.package}@${source.version} has no ${source.binary}.`);
  }
  return binary;
}
