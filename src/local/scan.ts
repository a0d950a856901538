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

/** An object with a file in a state folder. */
export interface ScannedObject {
  /** The folder of its plugin: `do` for the user's own objects, `d1`, `kv`, …; `artifacts/<hash>/metadata` for Artifacts. */
  readonly plugin: string;
  /** The folder of its namespace, whose name is the namespace's unique key. */
  readonly uniqueKey: string;
  /** 64 lower-case hex digits: the name of its file. */
  readonly id: string;
  /** Its file, relative to the state folder, with `/` as separator. */
  readonly path: string;
  /** Whether the ID belongs to the namespace of its folder. An object for which it doesn't, a stray, can't be reached. */
  readonly isValid: boolean;
  /** The namespace of its ID: for a stray, if the namespace's unique key is known; for a valid object, that of its folder. */
  readonly owner: string | undefined;
  /** Its name, if a name is known that gives exactly this ID; for a stray, in its owner's namespace. */
  readonly name: string | undefined;
  /** Whether it, or one of its facets, has stored data; `undefined` if one of its files can't be read. */
  readonly hasStoredData: boolean | undefined;
  /** The size of its file, of its facets' files, and of their WALs, in bytes; `undefined` if one can't be read. */
  readonly size: number | undefined;
  /** Why one of its files can't be read; `undefined` if all can. */
  readonly fault: string | undefined;
}

/** Options of {@link scanState}. */
export interface ScanOptions {
  /** Scan only the objects of one plugin: `do`. All plugins by default. */
  plugin?: string | undefined;
  /** Unique keys that strays may belong to, in addition to those of the folders, such as those of older class names. */
  uniqueKeys?: readonly string[] | undefined;
  /** Possible names of objects: most files don't contain a name, but a name can be verified. */
  names?: readonly string[] | undefined;
  /**
   * Called for each folder that can't be read. Without it, the scan throws the first of these faults after it has scanned
   * everything else.
   * @param fault an `ERR_DO_STATE`
   */
  onFault?: FaultHandler | undefined;
}

/**
 * Scans a state folder, and reports for each object which namespace its ID belongs to and whether it has stored data.
 * Nothing in the folder is written, created or locked, so a runtime may be using it.
 * @param directory such as `.wrangler/state/v3`; `findStateFolder` finds it
 * @param options what is already known about the folder
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

/** The namespaces that objects may belong to, and the names that they may have. Each key is derived once. */
class Owners {
  readonly #uniqueKeys: readonly string[];
  readonly #names: readonly string[];
  readonly #namespaces = new Map<string, DurableObjectNamespace>();
  /** The names from the options, by their IDs in a namespace. */
  readonly #given = new Map<string, ReadonlyMap<string, string>>();

  constructor(uniqueKeys: readonly string[], names: readonly string[]) {
    this.#uniqueKeys = [...new Set(uniqueKeys)];
    this.#names = names;
  }

  /** The unique key of each ID's namespace: the folder's own, or else the first in which the ID is valid. */
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

  /** The first of the names on disk, or else of those from the options, that gives this ID. Names on disk are untrusted. */
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

/** Returns the result of a call, or the reason of its failure: one bad file doesn't end a scan. */
async function attempt<Value>(call: () => Promise<Value>): Promise<{ value?: Value; fault?: string }> {
  try {
    return { value: await call() };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}
