import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { binaryOf } from "../../../support/runtimes/binaries.js";
import { folderOf } from "../../../support/runtimes/fetched.js";

const run = promisify(execFile);

/** The folders of the writer's namespaces. */
export const UNIQUE_KEYS = { ROOMS: "my-worker-ChatRoom", BOARDS: "my-worker-Board" } as const;

/** An object that was written. */
export interface WrittenObject {
  readonly binding: keyof typeof UNIQUE_KEYS;
  /** What it did, and its name, unless its ID is a unique one. */
  readonly name: string;
  readonly id: string;
}

/** What the writer says. */
export interface Written {
  readonly version: string;
  readonly objects: readonly WrittenObject[];
}

/**
 * Has a release of Miniflare write a state directory, and end. Fetches the release if it is missing.
 * @param names what objects do, see writer.mjs
 * @param all whether there are to be unique IDs, KV, R2 and caches too
 */
export async function writeState(
  release: string,
  state: string,
  names: readonly string[],
  all: boolean,
): Promise<Written> {
  const label = `Miniflare ${release}`;
  // The releases of the old layout compile better-sqlite3 by an install script.
  const folder = folderOf("miniflare", { label, package: "miniflare", version: release, needsScripts: true });
  // Miniflare 5 needs a newer Node than the oldest that this package supports.
  const node = release.startsWith("5.") ? binaryOf("node22") : process.execPath;
  const writer = resolve("test/local/miniflare/writer.mjs");
  const program = [writer, join(folder, "node_modules/miniflare"), state, names.join(), ...(all ? ["--all"] : [])];
  const { stdout } = await run(node, program, { timeout: 120_000 });
  return JSON.parse(stdout) as Written;
}
