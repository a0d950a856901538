import { setImmediate } from "node:timers/promises";
import { damagedError } from "./sql-values.js";
import type { Statements } from "./statements.js";

/** Objects that are counted before the process does other things: about a millisecond of work. */
const SLICE = 20_000;

/** Comes after all IDs, as one byte more than theirs. */
const END = "f".repeat(66);

/** Counts objects without blocking the process: SQLite visits every row that it counts. */
export class ObjectCounter {
  readonly #statements: Statements;
  /** The totals by the number of the namespace, for as long as {@link #version} is the file's. */
  readonly #totals = new Map<number, number>();
  #version: number | undefined;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** How many objects a namespace has, or how many of them precede an ID. */
  async count(namespace: number, before: string = END): Promise<number> {
    if (before !== END) return this.#countUpTo(namespace, before);
    // It changes when another connection has written. What this one writes, it is told by `forget`.
    const [[version]] = this.#statements.dataVersion.all() as [number][];
    if (version !== this.#version) this.forget();
    this.#version = version;
    const known = this.#totals.get(namespace);
    if (known !== undefined) return known;
    const total = await this.#countUpTo(namespace, END);
    // Written to while it was counted: the next caller counts again.
    if (version === this.#version) this.#totals.set(namespace, total);
    return total;
  }

  /** The totals are not known any more. */
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
