import { createHash } from "node:crypto";
import { readlinkSync, rmSync } from "node:fs";
import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { hasCode } from "./system-errors.js";

/** The folders to remove if this process has to end at once. */
const registered = new Set<string>();

/** Has a folder removed if this process has to end at once. */
export function registerFolder(path: string): void {
  registered.add(path);
}

/** Takes back {@link registerFolder}. */
export function forgetFolder(path: string): void {
  registered.delete(path);
}

/** Removes the registered folders, before this process ends at once. */
export function removeRegisteredFolders(): void {
  for (const path of registered) rmSync(path, { recursive: true, force: true });
}

/**
 * A folder among the system's temporary files that only its owner can read. Its name says which process it belongs to:
 * `durable-id-<machine>-<process ID>-<random>`. If that process was killed, the next one that needs a folder removes it.
 */
export class TemporaryFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Makes a folder, and removes those of processes that were killed. */
  static async open(): Promise<TemporaryFolder> {
    const root = tmpdir();
    const prefix = `durable-id-${machine()}-`;
    await removeAbandoned(root, prefix);
    const path = await mkdtemp(join(root, `${prefix}${process.pid}-`));
    registerFolder(path);
    return new TemporaryFolder(path);
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    forgetFolder(this.path);
  }
}

async function removeAbandoned(root: string, prefix: string): Promise<void> {
  // Best effort: what can't be removed now is no reason to fail.
  const names = await readdir(root).catch(() => []);
  for (const name of names) {
    const pid = name.startsWith(prefix) ? /^(\d+)-/.exec(name.slice(prefix.length))?.[1] : undefined;
    if (pid === undefined || isRunning(Number(pid))) continue;
    const path = join(root, name);
    if (await isOurs(path)) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, "ESRCH");
  }
}

/** Trust boundary: anyone can give something in a shared folder such a name. */
async function isOurs(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isDirectory() === true && (process.getuid === undefined || stats.uid === process.getuid());
}

/** Stands for the processes that a process ID is valid among: containers may share their temporary files. */
function machine(): string {
  return createHash("sha256").update(`${hostname()}\n${pidNamespace()}`).digest("hex").slice(0, 8);
}

function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    // Only Linux has these.
    return "";
  }
}
