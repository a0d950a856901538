import { DEFAULT_JURISDICTIONS } from "../format/jurisdiction.js";
import type { CopyTarget, ListedNamespace, NamespaceCopy } from "./copy.js";
import { MemoryCopies } from "./memory-copies.js";
import { missingKey, RecordGuard, requireObjectsRequest, requirePositive, unknownNamespace } from "./records.js";
import { register } from "./registration.js";
import { SortedObjects } from "./sorted-objects.js";
import type {
  Directory,
  NamespaceEntry,
  NamespacePage,
  NamespaceRegistration,
  ObjectPage,
  ObjectRecord,
  ObjectsRequest,
  PageRequest,
} from "./types.js";

const SECRET_SIZE = 32;

interface Listed {
  readonly entry: NamespaceEntry;
  /** `undefined` for a copied namespace, whose key isn't known. */
  readonly guard: RecordGuard | undefined;
  readonly objects: SortedObjects;
  /** What it was copied from. */
  readonly source: string | undefined;
}

/**
 * A directory that lasts as long as its process: for tests, and for emulators that keep nothing.
 *
 * @example
 * ```js
 * import { DurableObjectNamespace } from "durable-id";
 * import { MemoryDirectory } from "durable-id/directory";
 *
 * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
 * const directory = new MemoryDirectory();
 * const { id } = directory.add({ uniqueKey: "my-worker-ChatRoom", script: "my-worker", class: "ChatRoom" });
 * await directory.record(id, [{ id: rooms.idFromName("lobby"), hasStoredData: true }]);
 * const page = await directory.objects(id, { limit: 1000 });
 * page?.objects.length; // → 1
 * ```
 */
export class MemoryDirectory implements Directory, CopyTarget {
  readonly #listed = new Map<string, Listed>();
  readonly #copies = new MemoryCopies({
    guardOf: (id) => this.#listed.get(id)?.guard,
    list: (source, namespace, objects) => this.#list(source, namespace, objects),
  });
  #secret: Uint8Array | undefined;

  /**
   * Lists a namespace from now on. One whose key is listed already gets the new script, class and `useSqlite`.
   * @param registration its key, and whose it is
   * @returns the namespace as it is listed: its `id` is what the other calls take
   * @throws TypeError or RangeError as `new DurableObjectNamespace` does, TypeError (`ERR_DO_ARGUMENT`) without a script
   * or a class
   */
  add(registration: NamespaceRegistration): NamespaceEntry {
    const { entry, namespace } = register(registration);
    const { objects = new SortedObjects(), source } = this.#listed.get(entry.id) ?? {};
    this.#listed.set(entry.id, { entry, guard: new RecordGuard(namespace), objects, source });
    return entry;
  }

  async namespaces({ page, perPage }: PageRequest): Promise<NamespacePage> {
    requirePositive(page, "namespaces", 1);
    requirePositive(perPage, "namespaces", 1);
    const ids = [...this.#listed.keys()].sort().slice((page - 1) * perPage, page * perPage);
    return { namespaces: ids.flatMap((id) => this.#listed.get(id)?.entry ?? []), total: this.#listed.size };
  }

  async namespace(id: string): Promise<NamespaceEntry | undefined> {
    return this.#listed.get(id)?.entry;
  }

  async objects(namespace: string, request: ObjectsRequest): Promise<ObjectPage | undefined> {
    requireObjectsRequest(request);
    return this.#listed.get(namespace)?.objects.page(request);
  }

  async count(namespace: string, before?: string): Promise<number | undefined> {
    return this.#listed.get(namespace)?.objects.count(before);
  }

  async record(namespace: string, records: readonly ObjectRecord[]): Promise<void> {
    const listed = this.#listed.get(namespace);
    if (listed === undefined) throw unknownNamespace(namespace);
    if (listed.guard === undefined) throw missingKey(namespace);
    const digits = listed.guard.digitsOf(records);
    for (const [i, id] of digits.entries()) listed.objects.set(id, records[i].hasStoredData);
  }

  /**
   * Begins to copy a namespace of another listing, or continues a copy that was interrupted.
   * @param source what it is copied from: the API's address and the account
   * @param namespace as that API lists it
   */
  async openCopy(source: string, namespace: ListedNamespace): Promise<NamespaceCopy> {
    return this.#copies.open(source, namespace);
  }

  /**
   * Whether all namespaces are listed: `false` from the start of a copy (`pullObjects`) to its end, also if the copy was
   * interrupted. A listed namespace always has all of its objects.
   */
  isComplete(): boolean {
    return !this.#copies.isPending();
  }

  /**
   * Ends copies, complete or not: the next `openCopy` begins again. What is listed stays.
   * @param source what they were copied from
   * @param ids the namespaces' ids
   */
  async forgetCopies(source: string, ids: readonly string[]): Promise<void> {
    this.#copies.forget(source, ids);
  }

  /**
   * Removes the namespaces that were copied from a source and that it doesn't list any more.
   * @param source what they were copied from
   * @param ids the ids of all namespaces that the source lists
   * @returns the ids of those that were removed
   */
  async keepListed(source: string, ids: readonly string[]): Promise<readonly string[]> {
    const listed = new Set(ids);
    this.#copies.keep(source, listed);
    const gone = [...this.#listed].filter(([id, each]) => each.source === source && !listed.has(id)).map(([id]) => id);
    for (const id of gone) this.#listed.delete(id);
    return gone;
  }

  #list(source: string, { id, name, script, class: className, useSqlite }: ListedNamespace, objects: SortedObjects) {
    const known = this.#listed.get(id);
    const { uniqueKey, jurisdictions = DEFAULT_JURISDICTIONS } = known?.entry ?? {};
    const flag = useSqlite ?? known?.entry.useSqlite ?? null;
    const entry = { id, name, script, class: className, useSqlite: flag, uniqueKey, jurisdictions };
    this.#listed.set(id, { entry, guard: known?.guard, objects, source });
    return known === undefined ? null : known.objects.size;
  }

  /** Drawn at the first call: cursors end with the process, as what they point into does. */
  async secret(): Promise<Uint8Array> {
    this.#secret ??= crypto.getRandomValues(new Uint8Array(SECRET_SIZE));
    return this.#secret;
  }
}
