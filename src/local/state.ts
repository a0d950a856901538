import { join } from "node:path";
import { type FaultHandler, readOr } from "./faults.js";
import { entriesOf, foldersIn } from "./folders.js";

/** A folder with the objects of one namespace, in a state folder. */
export interface StateNamespace {
  /** The folder of its plugin: `do` for the user's own namespaces, `d1`, `kv`, …; `artifacts/<hash>/metadata` for Artifacts. */
  readonly plugin: string;
  /** The name of the folder, which is the namespace's unique key. */
  readonly uniqueKey: string;
}

/** The objects and facets in a namespace's folder, as far as they are known without opening a file. */
export interface NamespaceFolder {
  /** The IDs of all objects with a file, sorted. Not validated. */
  readonly ids: readonly string[];
  /** The names of the facets' files, by the object's ID. */
  readonly facets: ReadonlyMap<string, readonly string[]>;
}

/** The file of an object. */
export const OBJECT_FILE = /^([0-9a-f]{64})\.sqlite$/;
/** The file of a facet: a part of an object with its own database. */
export const FACET_FILE = /^([0-9a-f]{64})\.\d+\.sqlite$/;

/** The namespaces of Artifacts are one level deeper than those of other plugins: `artifacts/<hash>/metadata/<hash>`. */
export const ARTIFACTS = { plugin: "artifacts", metadata: "metadata" } as const;

/**
 * Lists the folders of namespaces, sorted by plugin and unique key: those with objects, and all in `do/`. A folder that
 * can't be read is included, because it may have objects. Reads folders, opens no file.
 * @param directory such as `.wrangler/state/v3`
 * @param plugin list only this plugin's namespaces
 * @throws Error (`ERR_DO_STATE`) for a state folder, or a plugin's folder, that can't be read
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
  return findNamespaces(directory, plugin, (fault) => {
    throw fault;
  });
}

/**
 * The same as {@link listNamespaces}, but can continue after a plugin's folder that can't be read.
 * @internal
 */
export async function findNamespaces(
  directory: string,
  plugin: string | undefined,
  onFault: FaultHandler,
): Promise<StateNamespace[]> {
  const found: StateNamespace[] = [];
  for (const each of await pluginsIn(directory, plugin, onFault)) {
    for (const uniqueKey of await readOr([], () => foldersIn(join(directory, each)), onFault)) {
      const namespace = { plugin: each, uniqueKey };
      if (each === "do" || (await mayHoldObjects(directory, namespace))) found.push(namespace);
    }
  }
  return found;
}

/** The folders of plugins that contain folders of namespaces, relative to the state folder. */
async function pluginsIn(directory: string, plugin: string | undefined, onFault: FaultHandler): Promise<string[]> {
  const found: string[] = [];
  for (const each of await foldersIn(directory)) {
    if (plugin !== undefined && each !== plugin) continue;
    if (each !== ARTIFACTS.plugin) found.push(each);
    else {
      for (const hash of await readOr([], () => foldersIn(join(directory, each)), onFault)) {
        const inside = await readOr([], () => foldersIn(join(directory, each, hash)), onFault);
        if (inside.includes(ARTIFACTS.metadata)) found.push(`${each}/${hash}/${ARTIFACTS.metadata}`);
      }
    }
  }
  return found;
}

async function mayHoldObjects(directory: string, namespace: StateNamespace): Promise<boolean> {
  try {
    return (await listIds(directory, namespace)).length > 0;
  } catch {
    return true;
  }
}

/**
 * Lists the IDs of all objects with a file in a namespace's folder, sorted. They are not validated. Reads the folder, opens
 * no file.
 * @param directory such as `.wrangler/state/v3`
 * @param namespace a namespace from {@link listNamespaces}
 * @returns 64 lower-case hex digits each
 * @throws Error (`ERR_DO_STATE`) for a folder that can't be read
 */
export async function listIds(directory: string, { plugin, uniqueKey }: StateNamespace): Promise<string[]> {
  return [...(await readNamespaceFolder(join(directory, plugin, uniqueKey))).ids];
}

/**
 * Reads a namespace's folder.
 * @throws Error (`ERR_DO_STATE`) for a folder that can't be read
 */
export async function readNamespaceFolder(path: string): Promise<NamespaceFolder> {
  const ids: string[] = [];
  const facets = new Map<string, string[]>();
  for (const entry of await entriesOf(path)) {
    if (!entry.isFile()) continue;
    const id = OBJECT_FILE.exec(entry.name)?.[1];
    if (id !== undefined) ids.push(id);
    const owner = FACET_FILE.exec(entry.name)?.[1];
    if (owner !== undefined) facets.set(owner, [...(facets.get(owner) ?? []), entry.name]);
  }
  return { ids: ids.sort(), facets };
}
