import type { ObjectEntry } from "../../../src/directory.js";

/** Objects that are committed together. */
export interface Batch {
  readonly number: number;
  readonly ids: readonly string[];
  /** What is recorded of all of them. */
  readonly hasStoredData: boolean | null;
}

/** A page of a listing, and where it belongs. */
export interface ListedPage {
  readonly objects: readonly ObjectEntry[];
  /** The last ID of the page before; empty on the first page. */
  readonly after: string;
  /** Whether nothing follows. */
  readonly isLast: boolean;
}

/** What a namespace lists: batches, which one writer commits in their order. It judges what a server says. */
export class Ledger {
  readonly uniqueKey: string;
  /** The objects of all batches that were started, in the order of their IDs. */
  readonly #ids: string[] = [];
  /** The number of the batch of each. */
  readonly #numbers: number[] = [];
  readonly #stored: (boolean | null)[] = [];
  #committed = -1;

  constructor(uniqueKey: string) {
    this.uniqueKey = uniqueKey;
  }

  /** Objects of all batches that were started. */
  get size(): number {
    return this.#ids.length;
  }

  /** The number of the last batch that is committed; -1 before the first. */
  get committed(): number {
    return this.#committed;
  }

  /** A batch is being written: from now on a page may have it. */
  start(ids: readonly string[], hasStoredData: boolean | null): Batch {
    const number = this.#stored.length;
    this.#stored.push(hasStoredData);
    if (this.#ids.length === 0) {
      this.#ids.push(...ids.toSorted());
      this.#numbers.push(...ids.map(() => number));
    } else {
      for (const id of ids) {
        const place = this.#placeAfter(id);
        this.#ids.splice(place, 0, id);
        this.#numbers.splice(place, 0, number);
      }
    }
    return { number, ids, hasStoredData };
  }

  /** The writer has said that a batch is written: from now on a page must have it. */
  commit({ number }: Batch): void {
    this.#committed = number;
  }

  /**
   * What is wrong with a page: it must have the batches up to one that was committed before the request or later, all of
   * their objects in its range, each once and in order, and nothing else.
   * @param committed the last batch that was committed before the request
   */
  faultOf({ objects, after, isLast }: ListedPage, committed: number): string | undefined {
    if (objects.length === 0 && !isLast) return "an empty page has a cursor";
    const from = after === "" ? 0 : this.#placeAfter(after);
    const end = isLast ? this.#ids.length : this.#placeAfter(objects.at(-1)?.id ?? after);
    let newest = committed;
    let oldestMissing = Number.POSITIVE_INFINITY;
    let seen = 0;
    for (let i = from; i < end; i++) {
      const number = this.#numbers[i];
      if (objects[seen]?.id !== this.#ids[i]) oldestMissing = Math.min(oldestMissing, number);
      else {
        const { hasStoredData } = objects[seen++];
        const expected = this.#stored[number];
        if (hasStoredData !== expected) return `${this.#ids[i]} has ${hasStoredData} for ${expected}`;
        newest = Math.max(newest, number);
      }
    }
    if (seen < objects.length) return `${objects[seen].id} was never written, comes twice, or is out of order`;
    if (oldestMissing <= committed) return `an object of batch ${oldestMissing} is missing: ${committed} was committed`;
    if (oldestMissing <= newest) return `an object of batch ${oldestMissing} is missing, and one of ${newest} is there`;
    return undefined;
  }

  /** What is wrong with a number of objects. */
  faultOfCount(count: number, committed: number): string | undefined {
    const least = this.#numbers.reduce((sum, number) => (number <= committed ? sum + 1 : sum), 0);
    return count >= least && count <= this.size
      ? undefined
      : `${count} objects are counted, not ${least} to ${this.size}`;
  }

  /** Where the first ID is that follows this one. */
  #placeAfter(id: string): number {
    let [low, high] = [0, this.#ids.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ids[middle] <= id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
