import { letSignalsIn } from "../inputs/stop.js";
import type { ListedNamespace, ListedObject, Listing } from "./listing.js";

/** Objects of a page. All namespaces together have about this many objects in memory. */
const PAGE = 2000;
const SMALLEST_PAGE = 100;

/** A namespace, and how far its objects were read. */
interface Cursor {
  /** The index of the namespace. */
  readonly namespace: number;
  readonly id: string;
  objects: readonly ListedObject[];
  /** The index of the next object in the page. */
  at: number;
  more: boolean;
}

/** The objects of several namespaces in the order of their IDs. Reads each object once, page by page. */
export class ListedObjects {
  readonly #listing: Listing;
  readonly #limit: number;
  readonly #stop: AbortSignal | undefined;
  /** A heap: the cursor with the lowest ID is first. Finished cursors are removed. */
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

  /** Moves to the next object. If it returns a promise, await it first. */
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
    // The namespace may have been removed since the last page.
    cursor.objects = page?.objects ?? [];
    cursor.more = page?.more ?? false;
    cursor.at = 0;
  }

  /** Restores the heap after its first cursor was moved. */
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
