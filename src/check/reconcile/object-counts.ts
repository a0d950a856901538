import type { ListedObject } from "./listing.js";

/** How many objects there are, and how many of them have stored data. */
export interface ObjectCounts {
  /** All objects. */
  readonly total: number;
  /** Objects with stored data. */
  readonly withStoredData: number;
  /** Objects without stored data. */
  readonly withoutStoredData: number;
  /** Objects for which it isn't known. */
  readonly unknown: number;
}

/** Counts objects. */
export class ObjectCounter {
  #withStoredData = 0;
  #withoutStoredData = 0;
  #unknown = 0;

  add({ hasStoredData }: ListedObject): void {
    if (hasStoredData === null) this.#unknown++;
    else if (hasStoredData) this.#withStoredData++;
    else this.#withoutStoredData++;
  }

  counts(): ObjectCounts {
    const withStoredData = this.#withStoredData;
    const withoutStoredData = this.#withoutStoredData;
    const unknown = this.#unknown;
    return { total: withStoredData + withoutStoredData + unknown, withStoredData, withoutStoredData, unknown };
  }
}

/** The sum of counts. */
export function sumOf(all: readonly ObjectCounts[]): ObjectCounts {
  const sum = (name: keyof ObjectCounts) => all.reduce((part, counts) => part + counts[name], 0);
  return {
    total: sum("total"),
    withStoredData: sum("withStoredData"),
    withoutStoredData: sum("withoutStoredData"),
    unknown: sum("unknown"),
  };
}
