import { join } from "node:path";
import { idsFromNames } from "../bulk/names.js";
import { createValidator } from "../bulk/validator.js";
import { NO_NAMESPACE, Verdict } from "../format/verdict.js";
import { DurableObjectNamespace } from "../namespace/namespace.js";
import { type FaultHandler, readOr } from "./faults.js";
import { requireStateFolder } from "./find-state.js";
import { objectPath } from "./object.js";
import { StateReader } from "./reader.js";
import { findNamespaces, type NamespaceFolder, readNamespaceFolder, type StateNamespace } from "./state.js";

/** An object that has a file in a state folder. */
export interface ScannedObject {
  /** The folder of its plugin: `do` for the user's own objects, `d1`, `kv`, …; `artifacts/<hash>/metadata` for Artifacts. */
  readonly plugin: string;
  /** The folder of its namespace, which is the namespace's unique key. */
  readonly uniqueKey: string;
  /** 64 lower-case hex digits: its file's name. */
  readonly id: string;
  /** Its file, relative to the state folder, with `/` as separator. */
  readonly path: string;
  /** Whether the ID is one of the namespace of its folder. A stray, which isn't, can't be reached. */
  readonly isValid: boolean;
  /** Of a stray: the namespace that made its ID, if that one's unique key is known; of a valid one, its own. */
  readonly owner: string | undefined;
  /** Its name, if one is known that gives this very ID; of a stray, in its owner's namespace. */
  readonly name: string | undefined;
  /** Whether it has stored anything, in its facets too; `undefined` if a file of it can't be read. */
  readonly hasStoredData: boolean | undefined;
  /** The bytes of its file, of its facets' files, and of their WALs; `undefined` if one can't be read. */
  readonly size: number | undefined;
  /** Why a file of it can't be read; `undefined` if all can. */
  readonly fault: string | undefined;
}

/** Options of {@link scanState}. */
export interface ScanOptions {
  /** Only the objects of one plugin: `do`. By default those of all. */
  plugin?: string | undefined;
  /** Unique keys that strays may be of, besides those of the folders: older names of class or worker. */
  uniqueKeys?: readonly string[] | undefined;
  /** Names that objects may have: most files don't say theirs, but a name can be confirmed. */
  names?: readonly string[] | undefined;
  /**
   * Called for each folder that can't be read. Without it, the scan throws the first of these faults when it has gone
   * through everything else.
   * @param fault an `ERR_DO_STATE`
   */
  onFault?: FaultHandler | undefined;
}

/**
 * Goes through a state folder, and tells of each object which namespace made it and whether it has stored data. Nothing
 * in the folder is written, made or locked, so a runtime may be using it.
 * @param directory such as `.wrangler/state/v3`; `findStateFolder` finds it
 * @param options what is known of it beforehand
 * @returns the objects by plugin, unique key and ID
 * @throws Error: `ERR_DO_STATE` for a folder that isn't a state folder or can't be read, `ERR_DO_SQLITE` if `libsql` isn't
 * installed
 *
 * @example
 * ```js needs=libsql
 * import { mkdirSync } from "node:fs";
 * import { scanState } from "durable-id/local";
 *
 * mkdirSync(".wrangler/state/v3/do", { recursive: true }); // as `wrangler dev` leaves it
 * for await (const object of scanState(".wrangler/state/v3")) {
 *   if (!object.isValid) console.log("stray:", object.path, "of", object.owner ?? "an unknown namespace");
 * }
 * ```
 */
export async function* scanState(directory: string, options: ScanOptions = {}): AsyncGenerator<ScannedObject, void> {
  const { plugin, uniqueKeys = [], names = [] } = options;
  const faults: Error[] = [];
  const onFault = options.onFault ?? ((fault) => void faults.push(fault));
  await requireStateFolder(directory);
  const namespaces = await findNamespaces(directory, plugin, onFault);
  const owners = new Owners([...uniqueKeys, ...namespaces.map(({ uniqueKey }) => uniqueKey)], names);
  const reader = await StateReader.open(directory);
  try {
    for (const namespace of namespaces) {
      const path = join(directory, namespace.plugin, namespace.uniqueKey);
      const folder = await readOr(undefined, () => readNamespaceFolder(path), onFault);
      if (folder !== undefined) yield* scanNamespace(reader, namespace, folder, owners);
    }
  } finally {
    await reader.close();
  }
  if (faults.length > 0) throw faults[0];
}

async function* scanNamespace(
  reader: StateReader,
  { plugin, uniqueKey }: StateNamespace,
  { ids, facets }: NamespaceFolder,
  owners: Owners,
): AsyncGenerator<ScannedObject, void> {
  const path = join(reader.directory, plugin, uniqueKey);
  const ownerOf = owners.of(uniqueKey, ids);
  const alarms = await attempt(() => reader.alarmNames({ plugin, uniqueKey }));
  for (const [i, id] of ids.entries()) {
    const owner = ownerOf[i];
    const stored = await attempt(() => reader.readFiles(path, id, facets.get(id) ?? []));
    yield {
      plugin,
      uniqueKey,
      id,
      path: objectPath(plugin, uniqueKey, id),
      isValid: owner === uniqueKey,
      owner,
      name: owners.nameOf(owner ?? uniqueKey, id, stored.value?.storedName, alarms.value?.get(id)),
      hasStoredData: stored.value?.hasStoredData,
      size: stored.value?.size,
      fault: stored.fault ?? (alarms.fault && `the alarm store next to it: ${alarms.fault}`),
    };
  }
}

/** The namespaces that objects may be of, and the names that they may have. Each key is derived once. */
class Owners {
  readonly #uniqueKeys: readonly string[];
  readonly #names: readonly string[];
  readonly #namespaces = new Map<string, DurableObjectNamespace>();
  /** The names that were given, by their IDs in a namespace. */
  readonly #given = new Map<string, ReadonlyMap<string, string>>();

  constructor(uniqueKeys: readonly string[], names: readonly string[]) {
    this.#uniqueKeys = [...new Set(uniqueKeys)];
    this.#names = names;
  }

  /** The unique key of the namespace that made each ID: the folder's own, or else the first in which the ID is valid. */
  of(own: string, ids: readonly string[]): (string | undefined)[] {
    const { verdicts } = createValidator([this.#namespace(own)]).check(ids);
    const owners = Array.from(verdicts, (code) => (code === Verdict.valid ? own : undefined));
    const strays = ids.filter((_, i) => owners[i] === undefined);
    if (strays.length === 0) return owners;
    const all = this.#uniqueKeys.map((uniqueKey) => this.#namespace(uniqueKey));
    const { namespaces } = createValidator(all).check(strays);
    let stray = 0;
    return owners.map((owner) => {
      if (owner !== undefined) return owner;
      const index = namespaces[stray++];
      return index === NO_NAMESPACE ? undefined : this.#uniqueKeys[index];
    });
  }

  /** The first of the names, or else one of those that were given, that gives this ID. Names on disk are not trusted. */
  nameOf(uniqueKey: string, id: string, ...onDisk: readonly (string | undefined)[]): string | undefined {
    const namespace = this.#namespace(uniqueKey);
    const found = onDisk.find((name) => name !== undefined && String(namespace.idFromName(name)) === id);
    return found ?? this.#givenIn(uniqueKey).get(id);
  }

  #namespace(uniqueKey: string): DurableObjectNamespace {
    const namespace = this.#namespaces.get(uniqueKey) ?? new DurableObjectNamespace({ uniqueKey });
    this.#namespaces.set(uniqueKey, namespace);
    return namespace;
  }

  #givenIn(uniqueKey: string): ReadonlyMap<string, string> {
    const known = this.#given.get(uniqueKey);
    if (known !== undefined) return known;
    const ids = idsFromNames(this.#namespace(uniqueKey), this.#names);
    const given = new Map(ids.map((id, i) => [id, this.#names[i]]));
    this.#given.set(uniqueKey, given);
    return given;
  }
}

/** What a call gives, or why it failed: one bad file doesn't end a scan. */
async function attempt<Value>(call: () => Promise<Value>): Promise<{ value?: Value; fault?: string }> {
  try {
    return { value: await call() };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}
