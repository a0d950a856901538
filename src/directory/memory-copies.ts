import type { CopyProgress, ListedNamespace, NamespaceCopy } from "./copy.js";
import { changedCopy, copiedDigits, type RecordGuard } from "./records.js";
import { SortedObjects } from "./sorted-objects.js";
import type { ObjectEntry } from "./types.js";

/** The methods of the directory that a copy uses. */
export interface CopySurroundings {
  /** Validates the IDs of a listed namespace, if its key is known. */
  guardOf(id: string): RecordGuard | undefined;
  /** Lists a namespace with these objects. @returns how many it had before; `null` if it wasn't listed */
  list(source: string, namespace: ListedNamespace, objects: SortedObjects): number | null;
}

/** Copies of other listings in memory, which last as long as the process. */
export class MemoryCopies {
  readonly #surroundings: CopySurroundings;
  /** By namespace, then by source. */
  readonly #copies = new Map<string, Map<string, MemoryCopy>>();

  constructor(surroundings: CopySurroundings) {
    this.#surroundings = surroundings;
  }

  open(source: string, namespace: ListedNamespace): NamespaceCopy {
    const copies = this.#copies.get(source) ?? new Map<string, MemoryCopy>();
    this.#copies.set(source, copies);
    const known = copies.get(namespace.id);
    if (known !== undefined && (known.progress.isComplete || known.progress.cursor !== "")) return known;
    const isCurrent = (copy: MemoryCopy) => copies.get(namespace.id) === copy;
    const copy = new MemoryCopy(source, namespace, this.#surroundings, isCurrent);
    copies.set(namespace.id, copy);
    return copy;
  }

  /** Whether copies were started that have not all been ended. */
  isPending(): boolean {
    return [...this.#copies.values()].some(({ size }) => size > 0);
  }

  forget(source: string, ids: readonly string[]): void {
    for (const id of ids) this.#copies.get(source)?.delete(id);
  }

  keep(source: string, listed: ReadonlySet<string>): void {
    const ids = [...(this.#copies.get(source)?.keys() ?? [])];
    this.forget(
      source,
      ids.filter((id) => !listed.has(id)),
    );
  }
}

class MemoryCopy implements NamespaceCopy {
  readonly #source: string;
  readonly #namespace: ListedNamespace;
  readonly #surroundings: CopySurroundings;
  readonly #isCurrent: (copy: MemoryCopy) => boolean;
  #objects = new SortedObjects();
  progress: CopyProgress = begun();

  constructor(
    source: string,
    namespace: ListedNamespace,
    surroundings: CopySurroundings,
    isCurrent: (copy: MemoryCopy) => boolean,
  ) {
    this.#source = source;
    this.#namespace = namespace;
    this.#surroundings = surroundings;
    this.#isCurrent = isCurrent;
  }

  async addPage(objects: readonly ObjectEntry[], cursor: string): Promise<number> {
    const { id } = this.#namespace;
    this.#requireCurrent();
    const digits = copiedDigits(objects, id, this.#surroundings.guardOf(id));
    const { objects: before } = this.progress;
    for (const [i, each] of digits.entries()) this.#objects.set(each, objects[i].hasStoredData);
    this.progress = { ...this.progress, cursor, objects: this.#objects.size };
    return this.progress.objects - before;
  }

  async restart(): Promise<void> {
    this.#requireCurrent();
    this.#objects = new SortedObjects();
    this.progress = begun();
  }

  async complete(): Promise<void> {
    this.#requireCurrent();
    const before = this.#surroundings.list(this.#source, this.#namespace, this.#objects);
    this.progress = { ...this.progress, before, isComplete: true };
  }

  #requireCurrent(): void {
    if (!this.#isCurrent(this) || this.progress.isComplete) throw changedCopy(this.#namespace.id);
  }
}

function begun(): CopyProgress {
  return { isComplete: false, cursor: "", objects: 0, before: null, started: Date.now() };
}
