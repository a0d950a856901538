import { createValidator } from "../bulk/validator.js";
import { DurableObjectNamespace } from "../namespace.js";
import { NO_NAMESPACE } from "../verdict.js";
import { objectPath } from "./object.js";
import { StateReader } from "./reader.js";
import { listIds, listNamespaces, type StateNamespace } from "./state.js";

/** What a scan says of an object that has a file in a state directory. */
export interface ScannedObject {
  /** The folder of its plugin: `do` for the user's own objects, `d1`, `kv`, …. */
  readonly plugin: string;
  /** The folder of its namespace, which is the namespace's unique key. */
  readonly uniqueKey: string;
  /** 64 lower-case hex digits: its file's name. */
  readonly id: string;
  /** Its file, from the state directory on, with `/` between. */
  readonly path: string;
  /** Whether the ID is one of the namespace of its folder. A stray, which isn't, can't be reached. */
  readonly isValid: boolean;
  /** Of a stray: the namespace that its ID is of, if that one's unique key is known; of a valid one, its own. */
  readonly owner: string | undefined;
  /** Its name, if one is known, from which this very ID follows; of a stray, in its owner's namespace. */
  readonly name: string | undefined;
  /** Whether it has stored anything; `undefined` where its file can't be read. */
  readonly hasStoredData: boolean | undefined;
  /** The bytes of its file and the WAL beside it; `undefined` where it can't be read. */
  readonly size: number | undefined;
  /** Why its file can't be read; `undefined` where it can. */
  readonly fault: string | undefined;
}

/** Options of {@link scanState}. */
export interface ScanOptions {
  /** One plugin's objects alone: `do`. By default those of all. */
  plugin?: string | undefined;
  /** Unique keys that strays may be of, beside those of the folders that are there: older names of class or worker. */
  uniqueKeys?: readonly string[] | undefined;
  /** Names that objects may have: most files don't say theirs, but a name can be confirmed. */
  names?: readonly string[] | undefined;
}

/**
 * Goes through a state directory, and says of each object whose it is. Nothing in the directory is written, made or
 * locked, so a runtime may be at work on it.
 * @param directory such as `.wrangler/state/v3`
 * @param options what is known of it beforehand
 * @returns the objects by plugin, unique key and ID
 * @throws Error: `ERR_DO_STATE` for a directory that can't be read, `ERR_DO_SQLITE` where `libsql` isn't installed
 *
 * @example
 * ```js needs=libsql
 * import { mkdirSync } from "node:fs";
 * import { scanState } from "durable-id/local";
 *
 * mkdirSync(".wrangler/state/v3", { recursive: true }); // as `wrangler dev` leaves it
 * for await (const object of scanState(".wrangler/state/v3")) {
 *   if (!object.isValid) console.log("stray:", object.path, "of", object.owner ?? "nobody known");
 * }
 * ```
 */
export async function* scanState(directory: string, options: ScanOptions = {}): AsyncGenerator<ScannedObject, void> {
  const { plugin, uniqueKeys = [], names = [] } = options;
  const namespaces = await listNamespaces(directory, plugin);
  const known = [...uniqueKeys, ...namespaces.map(({ uniqueKey }) => uniqueKey)];
  const reader = await StateReader.open(directory);
  try {
    for (const namespace of namespaces) yield* scanNamespace(reader, namespace, known, names);
  } finally {
    await reader.close();
  }
}

async function* scanNamespace(
  reader: StateReader,
  { plugin, uniqueKey }: StateNamespace,
  known: readonly string[],
  names: readonly string[],
): AsyncGenerator<ScannedObject, void> {
  const ids = await listIds(reader.directory, { plugin, uniqueKey });
  const owners = ownersOf(ids, [...new Set([uniqueKey, ...known])]);
  const alarms = await attempt(() => reader.alarmNames({ plugin, uniqueKey }));
  const nameOf = namesBy(names);
  for (const [i, id] of ids.entries()) {
    const stored = await attempt(() => reader.read({ plugin, uniqueKey }, id));
    yield {
      plugin,
      uniqueKey,
      id,
      path: objectPath(plugin, uniqueKey, id),
      isValid: owners[i] === uniqueKey,
      owner: owners[i],
      name: nameOf(owners[i] ?? uniqueKey, id, stored.value?.storedName, alarms.value?.get(id)),
      hasStoredData: stored.value?.hasStoredData,
      size: stored.value?.size,
      fault: stored.fault ?? (alarms.fault && `the alarm store beside it: ${alarms.fault}`),
    };
  }
}

/** The unique key of the namespace that each ID is of: the first of these in which it is valid. */
function ownersOf(ids: readonly string[], uniqueKeys: readonly string[]): (string | undefined)[] {
  const namespaces = uniqueKeys.map((uniqueKey) => new DurableObjectNamespace({ uniqueKey }));
  const { namespaces: indexes } = createValidator(namespaces).check(ids);
  return Array.from(indexes, (index) => (index === NO_NAMESPACE ? undefined : uniqueKeys[index]));
}

/**
 * Gives the name of an ID of a unique key's namespace: the first candidate from which the ID follows, or one of `names`.
 * What stands on disk is not taken on trust.
 */
function namesBy(
  names: readonly string[],
): (uniqueKey: string, id: string, ...candidates: (string | undefined)[]) => string | undefined {
  const confirmers = new Map<string, ReturnType<typeof namesIn>>();
  return (uniqueKey, ...rest) => {
    const confirm = confirmers.get(uniqueKey) ?? namesIn(uniqueKey, names);
    confirmers.set(uniqueKey, confirm);
    return confirm(...rest);
  };
}

function namesIn(
  uniqueKey: string,
  names: readonly string[],
): (id: string, ...candidates: (string | undefined)[]) => string | undefined {
  const namespace = new DurableObjectNamespace({ uniqueKey });
  const given = new Map(names.map((name) => [String(namespace.idFromName(name)), name]));
  return (id, ...candidates) =>
    candidates.find((name) => name !== undefined && String(namespace.idFromName(name)) === id) ?? given.get(id);
}

/** What a call gives, or why it gives nothing: one bad file is told, and doesn't end a scan. */
async function attempt<Value>(call: () => Promise<Value>): Promise<{ value?: Value; fault?: string }> {
  try {
    return { value: await call() };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}
