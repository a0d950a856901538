import type { ObjectPage, ObjectsRequest } from "./types.js";

/** Objects in memory, in the order of their IDs: sorted only when they are read, so that a million can be recorded one by one. */
export class SortedObjects {
  /** Whether each object has stored data; `null` if unknown. */
  readonly #stored = new Map<string, boolean | null>();
  #sorted: string[] | undefined;

  /** Adds an object, or updates it. */
  set(id: string, hasStoredData: boolean | null | undefined): void {
    const known = this.#stored.get(id);
    if (known === undefined) this.#sorted = undefined;
    this.#stored.set(id, hasStoredData ?? known ?? null);
  }

  /** The objects for a request. */
  page(request: ObjectsRequest): ObjectPage {
    const { ids, more } = pageOf(this.#ids(), request);
    return { objects: ids.map((id) => ({ id, hasStoredData: this.#stored.get(id) ?? null })), more };
  }

  /** The number of objects. */
  get size(): number {
    return this.#stored.size;
  }

  /** The number of objects, or of those before an ID. */
  count(before: string | undefined): number {
    return countBefore(this.#ids(), before);
  }

  #ids(): readonly string[] {
    this.#sorted ??= [...this.#stored.keys()].sort();
    return this.#sorted;
  }
}

/** The IDs for a request, and whether there are more in its direction. */
export function pageOf(
  sorted: readonly string[],
  { after, before, limit }: ObjectsRequest,
): { ids: readonly string[]; more: boolean } {
  if (before !== undefined) {
    const end = countBefore(sorted, before);
    const start = Math.max(0, end - limit);
    return { ids: sorted.slice(start, end), more: start > 0 };
  }
  const start = after === undefined ? 0 : countWhile(sorted, (id) => id <= after);
  return { ids: sorted.slice(start, start + limit), more: start + limit < sorted.length };
}

/** The number of IDs before this one; for `undefined`, the number of all IDs. */
export function countBefore(sorted: readonly string[], before: string | undefined): number {
  return before === undefined ? sorted.length : countWhile(sorted, (id) => id < before);
}

/** The number of entries before the first that doesn't satisfy a condition, by bisection. */
function countWhile(sorted: readonly string[], condition: (id: string) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (condition(sorted[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
