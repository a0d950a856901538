import { setTimeout as sleep } from "node:timers/promises";
import { DurableObjectNamespace } from "../../../src/index.js";
import type { SeededRandom } from "../../../support/random.js";
import type { Faults } from "../faults.js";
import type { Ledger } from "./ledger.js";
import type { Writer } from "./writers.js";

/** How a writer writes. */
export interface Pace {
  /** Objects of a batch, at most. */
  readonly objects: number;
  /** Milliseconds between two batches, at most. */
  readonly pause: number;
  /** What can be recorded of objects. */
  readonly flags: readonly (boolean | null)[];
}

/** A writer, the namespace that only it writes, and how often it was killed. */
export class Writing {
  readonly ledger: Ledger;
  readonly #writer: Writer;
  readonly #pace: Pace;
  readonly #random: SeededRandom;
  readonly #namespace: DurableObjectNamespace;
  kills = 0;

  constructor(ledger: Ledger, writer: Writer, pace: Pace, random: SeededRandom) {
    this.ledger = ledger;
    this.#writer = writer;
    this.#pace = pace;
    this.#random = random;
    this.#namespace = new DurableObjectNamespace({ uniqueKey: ledger.uniqueKey });
  }

  /** Writes batch after batch, each until it is in, however often the writer is killed. */
  async run(stop: AbortSignal, faults: Faults): Promise<void> {
    const { objects, pause } = this.#pace;
    try {
      while (!stop.aborted) {
        await this.write(1 + this.#random.below(objects));
        await sleep(this.#random.below(pause));
      }
    } catch (error) {
      faults.add(error instanceof Error ? error.message : String(error));
    }
  }

  /** Writes one batch. */
  async write(count: number): Promise<void> {
    const ids = Array.from({ length: count }, () => String(this.#namespace.newUniqueId()));
    const batch = this.ledger.start(ids, this.#random.pick(this.#pace.flags));
    while (!(await this.#writer.write(batch)));
    this.ledger.commit(batch);
  }

  kill(): void {
    if (this.#writer.kill()) this.kills++;
  }
}
