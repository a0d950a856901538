import type { Hint } from "../hints.js";
import type { Plan } from "../plan.js";
import type { Destination, Sink } from "../sink.js";
import { Counts } from "../sinks/counts.js";
import { MalformedInputs } from "../sinks/malformed-inputs.js";
import { Samples } from "../sinks/samples.js";
import { ValidIds } from "../sinks/valid-ids.js";
import type { StoredCounts } from "./reconciliation.js";

/** Collects the IDs of the inputs, and counts the records. */
export class StoredIds {
  readonly counts: Counts;
  readonly sinks: readonly Sink[];
  readonly #samples: Samples;
  readonly #malformedInputs = new MalformedInputs();
  readonly #names: readonly string[];

  /** @param destination receives the IDs, 32 bytes each */
  constructor({ verdicts, inputs }: Plan, destination: Destination) {
    this.counts = new Counts(verdicts.namespaces);
    this.#samples = new Samples(verdicts.namespaces);
    this.#names = inputs.map(({ input }) => input.name);
    this.sinks = [this.counts, this.#samples, this.#malformedInputs, new ValidIds(destination)];
  }

  /** Likely causes for inputs without a single ID. */
  hints(): Hint[] {
    return this.#malformedInputs.hints();
  }

  storedCounts(): Omit<StoredCounts, "distinct"> {
    const { total, valid } = this.counts.tally();
    return {
      records: total,
      ids: valid,
      refused: total - valid,
      reasons: this.counts.reasonCounts(),
      inputs: this.counts.inputCounts(this.#names).map((input) => ({
        name: input.name,
        records: input.total,
        ids: input.valid,
        refused: input.total - input.valid,
        reasons: input.reasons,
      })),
      samples: this.#samples.samples(),
    };
  }
}
