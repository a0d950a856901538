import { letSignalsIn } from "../inputs/stop.js";
import type { ListedNamespace, ListedObject, Listing } from "./listing.js";

/** Objects of a page: of all namespaces together, about so many are in memory. */
const PAGE = 2000;
const SMALLEST_PAGE = 100;

/** A namespace, and where in its objects the reading is. */
interface Cursor {
  /** The index of the namespace. */
  readonly namespace: number;
  readonly id: string;
  objects: readonly ListedObject[];
  /** The index of the next object in the page. */
  at: number;
  more: boolean;
}

/** The objects of several namespaces in the order of their IDs: reads each once, page by page. */
export class ListedObjects {
  readonly #listing: Listing;
  readonly #limit: number;
  readonly #stop: AbortSignal | undefined;
  /** A heap: the cursor at the lowest ID comes first. Cursors at their end are not in it. */
  readonly #heap: Cursor[] = [];

  private constructor(listing: Listing, limit: number, stop: AbortSignal | undefined) {
    this.#listing = listing;
    this.#limit = limit;
    this.#stop = stop;
  }

  /** Reads the first page of each namespace. */
  static async open(
    listing: Listing,
    namespaces: readonly ListedNamespace[],
    stop: AbortSignal | undefined,
  ): Promise<ListedObjects> {
    const limit = Math.max(SMALLEST_PAGE, Math.floor(PAGE / Math.max(1, namespaces.length)));
    const objects = new ListedObjects(listing, limit, stop);
    const heap = objects.#heap;
    for (const [namespace, { id }] of namespaces.entries()) {
      const cursor: Cursor = { namespace, id, objects: [], at: 0, more: true };
      await objects.#load(cursor, undefined);
      if (cursor.objects.length > 0) heap.push(cursor);
    }
    // A sorted array is a heap.
    heap.sort((a, b) => (headOf(a).id < headOf(b).id ? -1 : 1));
    return objects;
  }

  /** The next object; `undefined` at the end. */
  get head(): ListedObject | undefined {
    return this.#heap.length === 0 ? undefined : headOf(this.#heap[0]);
  }

  /** The index of the namespace of the next object. */
  get namespace(): number {
    return this.#heap[0].namespace;
  }

  /** Goes on to the object after the next one. What it returns, if anything, is to be awaited first. */
  advance(): Promise<void> | undefined {
    const cursor = this.#heap[0];
    cursor.at++;
    if (cursor.at === cursor.objects.length) return this.#loadNext(cursor);
    this.#siftDown();
    return undefined;
  }

  async #loadNext(cursor: Cursor): Promise<void> {
    if (cursor.more) await this.#load(cursor, cursor.objects[cursor.at - 1].id);
    if (cursor.at === cursor.objects.length) {
      const last = this.#heap.pop();
      if (last === undefined || last === cursor) return;
      this.#heap[0] = last;
    }
    this.#siftDown();
  }

  async #load(cursor: Cursor, after: string | undefined): Promise<void> {
    await letSignalsIn(this.#stop);
    const page = await this.#listing.objects(cursor.id, { after, limit: this.#limit });
    // A namespace that was removed meanwhile has no more objects.
    cursor.objects = page?.objects ?? [];
    cursor.more = page?.more ?? false;
    cursor.at = 0;
  }

  /** Restores the order of the heap, of which only the first cursor has moved on. */
  #siftDown(): void {
    const heap = this.#heap;
    for (let at = 0; ; ) {
      let lowest = at;
      for (let child = 2 * at + 1; child <= 2 * at + 2 && child < heap.length; child++) {
        if (headOf(heap[child]).id < headOf(heap[lowest]).id) lowest = child;
      }
      if (lowest === at) return;
      [heap[at], heap[lowest]] = [heap[lowest], heap[at]];
      at = lowest;
    }
  }
}

function headOf({ objects, at }: Cursor): ListedObject {
  return objects[at];
}
