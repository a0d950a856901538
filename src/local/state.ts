import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ErrorCode, plainError } from "../errors.js";
import { systemReason } from "./system-errors.js";

/** A folder of a state directory that holds the objects of one namespace. */
export interface StateNamespace {
  /** The folder of its plugin: `do` for the user's own namespaces, `d1`, `kv`, …. */
  readonly plugin: string;
  /** The folder's name, which is the namespace's unique key. */
  readonly uniqueKey: string;
}

/** A file of an object, and of nothing else: `metadata.sqlite`, facets (`<id>.<n>.sqlite`) and WALs are none. */
const OBJECT_FILE = /^([0-9a-f]{64})\.sqlite$/;

/**
 * The folders of namespaces, sorted by plugin and unique key: those that hold objects, and all in `do/`. Reads folders,
 * opens no file.
 * @param directory such as `.wrangler/state/v3`
 * @param plugin one plugin's alone
 * @throws Error (`ERR_DO_STATE`) for a state directory that can't be read
 *
 * @example
 * ```js
 * import { mkdirSync } from "node:fs";
 * import { listIds, listNamespaces } from "durable-id/local";
 *
 * mkdirSync("state/do/my-worker-ChatRoom", { recursive: true }); // as `wrangler dev` leaves it
 * const [namespace] = await listNamespaces("state");
 * namespace; // → { plugin: "do", uniqueKey: "my-worker-ChatRoom" }
 * await listIds("state", namespace); // → []
 * ```
 */
export async function listNamespaces(directory: string, plugin?: string): Promise<StateNamespace[]> {
  const plugins = (await foldersIn(directory)).filter((name) => plugin === undefined || name === plugin);
  const found: StateNamespace[] = [];
  for (const each of plugins) {
    for (const uniqueKey of await foldersIn(join(directory, each))) {
      const namespace = { plugin: each, uniqueKey };
      if (each === "do" || (await listIds(directory, namespace)).length > 0) found.push(namespace);
    }
  }
  return found;
}

/**
 * The IDs of all objects that have a file in a namespace's folder, sorted; whether they are valid there is not looked at.
 * Reads the folder, opens no file.
 * @param directory such as `.wrangler/state/v3`
 * @param namespace as {@link listNamespaces} gives it
 * @returns 64 lower-case hex digits each
 * @throws Error (`ERR_DO_STATE`) for a folder that can't be read
 */
export async function listIds(directory: string, { plugin, uniqueKey }: StateNamespace): Promise<string[]> {
  const entries = await entriesOf(join(directory, plugin, uniqueKey));
  return entries.flatMap((entry) => (entry.isFile() && OBJECT_FILE.exec(entry.name)?.[1]) || []).sort();
}

/** The names of the folders in a folder, sorted. */
export async function foldersIn(directory: string): Promise<string[]> {
  const entries = await entriesOf(directory);
  return entries.flatMap((entry) => (entry.isDirectory() ? entry.name : [])).sort();
}

async function entriesOf(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    const message = `Can't read the state directory ${JSON.stringify(directory)}: ${systemReason(error)}.`;
    throw plainError(ErrorCode.state, message, { cause: error });
  }
}
