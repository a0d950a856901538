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
  /** `undefined` for a copied namespace, whose key is unknown. */
  readonly guard: RecordGuard | undefined;
  readonly objects: SortedObjects;
  /** The source that it was copied from. */
  readonly source: string | undefined;
}

/**
 * A directory that lasts as long as its process: for tests, and for emulators without persistence.
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
   * Adds a namespace. If its key is already listed, the script, class and `useSqlite` are replaced.
   * @param registration its key, script and class
   * @returns the listed namespace, with the `id` that the other methods expect
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
   * Starts to copy a namespace of another listing, or resumes a copy that was interrupted.
   * @param source the source of the copy: the API's address and the account
   * @param namespace the namespace in that API
   */
  async openCopy(source: string, namespace: ListedNamespace): Promise<NamespaceCopy> {
    return this.#copies.open(source, namespace);
  }

  /**
   * Returns whether all namespaces are listed: `false` while a copy (`pullObjects`) is in progress or interrupted. A listed
   * namespace always has all of its objects.
   */
  isComplete(): boolean {
    return !this.#copies.isPending();
  }

  /**
   * Ends copies, complete or not: the next `openCopy` starts over. Listed namespaces are kept.
   * @param source the source of the copies
   * @param ids the namespaces' ids
   */
  async forgetCopies(source: string, ids: readonly string[]): Promise<void> {
    this.#copies.forget(source, ids);
  }

  /**
   * Removes the namespaces that were copied from a source, and that it no longer lists.
   * @param source the source of the copies
   * @param ids the ids of all namespaces that the source lists
   * @returns the ids of the removed namespaces
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

  /** Generated at the first call: cursors are valid only within this process, like the listing itself. */
  async secret(): Promise<Uint8Array> {
    this.#secret ??= crypto.getRandomValues(new Uint8Array(SECRET_SIZE));
    return this.#secret;
  }
}
