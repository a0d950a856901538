import { setImmediate } from "node:timers/promises";
import { damagedError } from "./sql-values.js";
import type { Statements } from "./statements.js";

/** How many objects are counted before other work can run: about a millisecond of work. */
const SLICE = 20_000;

/** Sorts after all IDs: one byte longer. */
const END = "f".repeat(66);

/** Counts objects without blocking the process: SQLite visits every row that it counts. */
export class ObjectCounter {
  readonly #statements: Statements;
  /** The totals by the number of the namespace, valid while {@link #version} is that of the file. */
  readonly #totals = new Map<number, number>();
  #version: number | undefined;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** The number of objects in a namespace, or of those before an ID. */
  async count(namespace: number, before: string = END): Promise<number> {
    if (before !== END) return this.#countUpTo(namespace, before);
    // It changes when another connection has written. Writes of this connection are reported to `forget`.
    const [[version]] = this.#statements.dataVersion.all() as [number][];
    if (version !== this.#version) this.forget();
    this.#version = version;
    const known = this.#totals.get(namespace);
    if (known !== undefined) return known;
    const total = await this.#countUpTo(namespace, END);
    // If the file was written to during the count, the next call counts again.
    if (version === this.#version) this.#totals.set(namespace, total);
    return total;
  }

  /** Drops the totals. */
  forget(): void {
    this.#totals.clear();
    this.#version = undefined;
  }

  async #countUpTo(namespace: number, end: string): Promise<number> {
    const { skip, countBetween } = this.#statements;
    let counted = 0;
    for (let last = ""; ; await setImmediate()) {
      const [row] = skip.all(namespace, last, SLICE - 1) as [string][];
      if (row === undefined || row[0] >= end) {
        const [[rest]] = countBetween.all(namespace, last, end) as [number][];
        return counted + rest;
      }
      if (row[0] <= last) throw damagedError("its objects are not in the order of their IDs");
      counted += SLICE;
      last = row[0];
    }
  }
}
