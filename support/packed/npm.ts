import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";

/** The output of `npm pack --json` about a tarball, with the fields that are used here. */
export interface Packed {
  readonly filename: string;
  readonly shasum: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number; readonly mode: number }[];
}

/** The fields of our package.json that the suites use. */
export interface Manifest {
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Reads a package.json: ours, or that of the installed package. */
export function manifestAt(file: string): Manifest {
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}

/** Runs npm, and returns its standard output. @throws Error with its whole output */
export function npm(cwd: string, ...args: readonly string[]): string {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  return execFileSync("npm", [...args, ...quiet], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Packs the result of `npm run build` into a folder. */
export function pack(folder: string): Packed {
  const [packed] = JSON.parse(npm(".", "pack", "--ignore-scripts", "--json", "--pack-destination", folder)) as Packed[];
  return packed;
}

/** How a program ended. */
export interface Ended {
  /** The exit code; `null` if it was ended by a signal. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A minimal environment, so that our options and paths don't reach a program: `PATH`, `HOME`, and the given variables. */
export function bareEnvironment(home: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: home, ...env };
}

/** Runs a program in a {@link bareEnvironment} whose `HOME` is its folder. */
export function run(cwd: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Ended {
  const bare = bareEnvironment(cwd, env);
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8", env: bare });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

/** The same for a program that takes long: it doesn't block the test runner's own messages. */
export async function runLong(
  cwd: string,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const child = spawn(program, args, { cwd, env: bareEnvironment(cwd, env), stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { status: child.exitCode, stdout, stderr };
}
