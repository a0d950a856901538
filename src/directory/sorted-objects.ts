import type { ObjectPage } from "./types.js";

/** Objects in memory, in the order of their IDs: sorted when they are read, so that a million can be recorded one by one. */
export class SortedObjects {
  readonly #stored = new Map<string, boolean>();
  #sorted: string[] | undefined;

  get size(): number {
    return this.#stored.size;
  }

  /** Adds an object, or changes what is known of it. */
  set(id: string, hasStoredData: boolean | undefined): void {
    const known = this.#stored.get(id);
    if (known === undefined) this.#sorted = undefined;
    this.#stored.set(id, hasStoredData ?? known ?? false);
  }

  /** The objects after an ID, or from the first. */
  page(after: string | undefined, limit: number): ObjectPage {
    this.#sorted ??= [...this.#stored.keys()].sort();
    const start = after === undefined ? 0 : firstAfter(this.#sorted, after);
    const ids = this.#sorted.slice(start, start + limit);
    return {
      objects: ids.map((id) => ({ id, hasStoredData: this.#stored.get(id) === true })),
      more: start + ids.length < this.#sorted.length,
    };
  }
}

/** The index of the first entry that is greater, by bisection. */
export function firstAfter(sorted: readonly string[], after: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
