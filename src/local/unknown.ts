import type { Dirent } from "node:fs";
import { join } from "node:path";
import { readOr } from "./faults.js";
import { entriesOf, isLinkToFolder } from "./folders.js";
import { ARTIFACTS, FACET_FILE, OBJECT_FILE } from "./state.js";

/** A file or folder in a state folder that doesn't belong to any known object. */
export interface UnknownEntry {
  /** Relative to the state folder, with `/` as separator. */
  readonly path: string;
}

/** The files that SQLite keeps next to a database. */
const COMPANION = /^(.+)-(?:wal|shm|journal)$/;
/** A namespace's alarm store. If it is not a file, the scan reports that it can't be read. */
const ALARM_STORE = "metadata.sqlite";
/** A database of the old layout. */
const OLD_DATABASE = "db.sqlite";
/** The folder in which KV, R2, Images and caches store large values. */
const BLOBS = "blobs";

/**
 * Lists everything unknown in a state folder: entries that are neither an object, nor a part of one, nor another file of a
 * runtime. Folders that can't be read are skipped: `scanState` reports them. Sorted by path; opens no file.
 * @param directory such as `.wrangler/state/v3`
 * @throws Error (`ERR_DO_STATE`) for a state folder that can't be read
 *
 * @example
 * ```js
 * import { mkdirSync, writeFileSync } from "node:fs";
 * import { listUnknown } from "durable-id/local";
 *
 * mkdirSync("state/do/my-worker-ChatRoom", { recursive: true });
 * writeFileSync("state/do/my-worker-ChatRoom/notes.txt", "");
 * await listUnknown("state"); // → [{ path: "do/my-worker-ChatRoom/notes.txt" }]
 * ```
 */
export async function listUnknown(directory: string): Promise<UnknownEntry[]> {
  const unknown: string[] = [];
  for (const plugin of await walk(directory, "", await entriesOf(directory), unknown)) {
    for (const folder of await walkFolder(directory, plugin, unknown)) {
      if (plugin === ARTIFACTS.plugin) await walkArtifacts(directory, folder, unknown);
      else await walkNamespace(directory, folder, unknown);
    }
  }
  return unknown.sort().map((path) => ({ path }));
}

/** Adds everything but folders to `unknown`; returns the folders' paths, relative to the state folder. */
async function walk(state: string, path: string, entries: readonly Dirent[], unknown: string[]): Promise<string[]> {
  const folders: string[] = [];
  for (const entry of entries) {
    const isFolder = entry.isDirectory() || (await isLinkToFolder(join(state, path), entry));
    (isFolder ? folders : unknown).push(below(path, entry.name));
  }
  return folders;
}

async function walkFolder(state: string, path: string, unknown: string[]): Promise<string[]> {
  return walk(state, path, await readOrSkip(state, path), unknown);
}

/** Walks `artifacts/<hash>`: repositories, the port of their server, and a folder with a namespace. */
async function walkArtifacts(state: string, path: string, unknown: string[]): Promise<void> {
  for (const entry of await readOrSkip(state, path)) {
    const inside = below(path, entry.name);
    if (entry.name === ARTIFACTS.metadata) {
      for (const namespace of await walkFolder(state, inside, unknown)) await walkNamespace(state, namespace, unknown);
    } else if (entry.name !== "git" && entry.name !== "git-port") unknown.push(inside);
  }
}

async function walkNamespace(state: string, path: string, unknown: string[]): Promise<void> {
  const entries = await readOrSkip(state, path);
  const files = new Set(entries.flatMap((entry) => (entry.isFile() ? entry.name : [])));
  for (const entry of entries) {
    const isKnown = entry.isFile()
      ? isKnownFile(entry.name, files)
      : (entry.isDirectory() && entry.name === BLOBS) || entry.name === ALARM_STORE;
    if (!isKnown) unknown.push(below(path, entry.name));
  }
}

/** Whether a file belongs to an existing object: a WAL or facet without its object doesn't. */
function isKnownFile(name: string, files: ReadonlySet<string>): boolean {
  if (OBJECT_FILE.test(name) || name === ALARM_STORE || name === OLD_DATABASE) return true;
  const owner = FACET_FILE.exec(name)?.[1] ?? /^([0-9a-f]{64})\.facets$/.exec(name)?.[1];
  if (owner !== undefined) return files.has(`${owner}.sqlite`);
  const database = COMPANION.exec(name)?.[1];
  return database !== undefined && files.has(database) && isKnownFile(database, files);
}

function readOrSkip(state: string, path: string): Promise<Dirent[]> {
  return readOr(
    [],
    () => entriesOf(join(state, path)),
    () => undefined,
  );
}

function below(path: string, name: string): string {
  return path === "" ? name : `${path}/${name}`;
}
