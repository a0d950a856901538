import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { build } from "esbuild";
import { BUNDLE_MODULE, configText, MAIN_MODULE, mainModule, type NamespaceBinding, SOCKET } from "./config.js";
import { ownImports } from "./own-imports.js";

export type { NamespaceBinding } from "./config.js";

/** What the package `workerd` exports; it has no types, and `require` gives the same under Node and Vitest. */
export interface WorkerdPackage {
  /** Where the binary is. */
  readonly default: string;
  readonly compatibilityDate: string;
  readonly version: string;
}

/** The package `workerd` as a module in `folder` would import it. */
export function workerdPackage(folder: string): WorkerdPackage {
  return createRequire(join(folder, "package.json"))("workerd") as WorkerdPackage;
}

/** The release that package.json pins. */
const PINNED = workerdPackage(resolve("."));

/** The version of the npm package `workerd`. */
export const WORKERD_VERSION: string = PINNED.version;

/** A worker that is bundled already. */
export interface BundledWorker {
  /** The file of its own module. */
  readonly main: string;
  /** The `.wasm` files that this imports, each by its name. */
  readonly wasm: readonly string[];
}

/** What to run. */
export interface WorkerdOptions {
  /**
   * The TypeScript module of the worker, its path from the package's root, which is bundled first; or what another
   * bundler made of one. Its default export answers requests; where there are namespaces, its export `TestObject` is the
   * class of their objects.
   */
  readonly entry: string | BundledWorker;
  /** The namespaces in its `env`. */
  readonly namespaces?: readonly NamespaceBinding[];
  /** The release to run: the pinned one by default. */
  readonly release?: WorkerdPackage;
  /** How long workerd may take to listen, in milliseconds: 20,000 by default. */
  readonly startTimeout?: number;
}

/** A workerd that runs. */
export interface RunningWorkerd {
  /** Where it listens: `http://127.0.0.1:` and a port of the system's choice. */
  readonly url: string;
  /** Of workerd itself, for its CPU time. */
  readonly pid: number;
  /** Posts JSON, and gives what the worker answers, from JSON too. Lone surrogates survive the way there and back. */
  ask<Answer>(path: string, question?: unknown): Promise<Answer>;
  /** Ends the process, and removes what was written for it. May be called again. */
  stop(): Promise<void>;
}

/**
 * Bundles a worker, and runs it in a real workerd, which keeps objects only in memory. The process ends when `stop` is
 * called, and also when this process dies for any reason. Needs a POSIX shell.
 * @throws Error with workerd's output, if it doesn't start
 */
export async function startWorkerd(options: WorkerdOptions): Promise<RunningWorkerd> {
  const { entry, namespaces = [], release = PINNED, startTimeout = 60_000 } = options;
  const directory = await mkdtemp(join(tmpdir(), "durable-id-workerd-"));
  let guard: ChildProcess | undefined;
  const stop = async () => {
    if (guard !== undefined) await endGuard(guard);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const outfile = join(directory, BUNDLE_MODULE);
    const wasmModules = typeof entry === "string" ? await bundle(entry, outfile) : await copy(entry, outfile);
    await writeFile(join(directory, MAIN_MODULE), mainModule(namespaces));
    await writeFile(
      join(directory, "config.capnp"),
      configText(directory, namespaces, wasmModules, release.compatibilityDate),
    );
    guard = spawnGuarded(release.default, join(directory, "config.capnp"));
    const [port, pid] = await Promise.all([listeningPort(guard, release.version, startTimeout), workerdPid(guard)]);
    const url = `http://127.0.0.1:${port}`;
    return { url, pid, ask: (path, question) => ask(new URL(path, url), question), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Runs `use` with a workerd that is stopped afterwards, whatever comes of it. */
export async function withWorkerd<Result>(
  options: WorkerdOptions,
  use: (workerd: RunningWorkerd) => Promise<Result>,
): Promise<Result> {
  const workerd = await startWorkerd(options);
  try {
    return await use(workerd);
  } finally {
    await workerd.stop();
  }
}

/** Copies a worker that is bundled already, and gives the names of its `.wasm` files. */
async function copy({ main, wasm }: BundledWorker, outfile: string): Promise<string[]> {
  await copyFile(main, outfile);
  for (const file of wasm) await copyFile(file, join(dirname(outfile), basename(file)));
  return wasm.map((file) => basename(file));
}

/** Bundles a worker, and gives the names of the `.wasm` files that it imports: workerd has them as modules of their own. */
async function bundle(entry: string, outfile: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [resolve(entry)],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2022",
    conditions: ["workerd"],
    external: ["cloudflare:*"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    plugins: [ownImports],
    metafile: true,
    logLevel: "silent",
  });
  return Object.keys(metafile.outputs)
    .filter((file) => file.endsWith(".wasm"))
    .map((file) => basename(file));
}

/**
 * The shell runs workerd, and ends it as soon as its own stdin ends: when we close it, or when this process ends, even by
 * SIGKILL. There is no data on disk that a gentler end would save. Only workerd keeps the control file descriptor
 * open, so that it ends when workerd does. The shell's only line of output is workerd's process ID.
 */
const GUARD = `trap : INT TERM HUP; "$@" >/dev/null & echo $!; exec 1>&- 3>&-; cat >/dev/null; kill -9 $! 2>/dev/null; wait`;

function spawnGuarded(workerdPath: string, config: string): ChildProcess {
  const command = [workerdPath, "serve", "--control-fd=3", config];
  return spawn("sh", ["-c", GUARD, "sh", ...command], { stdio: ["pipe", "pipe", "pipe", "pipe"] });
}

async function endGuard(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return;
  const exited = once(guard, "exit");
  guard.stdin?.end();
  await exited;
}

async function workerdPid({ stdout }: ChildProcess): Promise<number> {
  let line = "";
  for await (const text of stdout ?? []) line += text;
  return Number.parseInt(line, 10);
}

/** The port on which workerd says that it listens. */
function listeningPort(guard: ChildProcess, version: string, timeout: number): Promise<number> {
  const [, , stderr, control] = guard.stdio as (Readable | null)[];
  if (!stderr || !control) throw new Error("workerd was spawned without its pipes.");
  let log = "";
  stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  return new Promise((found, failed) => {
    const fail = (fault: string) =>
      failed(new Error(`workerd ${version} ${fault}: ${log.trim() || "it wrote nothing"}`));
    const timer = setTimeout(() => fail(`did not listen within ${timeout} ms`), timeout);
    const lines = createInterface({ input: control });
    lines.on("line", (line) => {
      const message = JSON.parse(line) as { event: string; socket?: string; port?: number };
      if (message.event !== "listen" || message.socket !== SOCKET || message.port === undefined) return;
      clearTimeout(timer);
      found(message.port);
    });
    lines.on("close", () => {
      clearTimeout(timer);
      fail("did not start");
    });
    guard.on("error", (error) => fail(`could not be run (${error.message})`));
  });
}

async function ask<Answer>(url: URL, question: unknown): Promise<Answer> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(question ?? null) });
  const text = await response.text();
  if (!response.ok) throw new Error(`workerd answered ${url.pathname} with ${response.status}: ${text}`);
  return JSON.parse(text) as Answer;
}
