import type { JudgedNamespace } from "../namespaces.js";
import type { OutputOptions } from "../output-options.js";
import type { OutputName } from "../outputs/output-files.js";
import type { Plan } from "../plan.js";
import type { Destination, Sink } from "../sink.js";
import { Annotation } from "./annotation.js";
import { Counts } from "./counts.js";
import { ForeignIds } from "./foreign-ids.js";
import { FaultHistogram } from "./histogram.js";
import { MalformedInputs } from "./malformed-inputs.js";
import type { Repairs } from "./repairs.js";
import { Samples } from "./samples.js";
import { Selection } from "./selection.js";
import { ValidIds } from "./valid-ids.js";

/** The default number of records that are searched for repairs: 10 seconds for each namespace. With more damaged records, most likely a key is missing. */
const REPAIR_LIMIT = 100_000;

/** For outputs of an earlier run that had already read everything. */
const NOWHERE: Destination = { write: async () => undefined };

/** The sinks of a run with a summary. */
export class RunSinks {
  readonly counts: Counts;
  readonly samples: Samples;
  readonly foreignIds: ForeignIds = new ForeignIds();
  readonly histogram: FaultHistogram;
  readonly malformedInputs: MalformedInputs = new MalformedInputs();
  readonly repairs: Repairs | undefined;
  /** All sinks, by their names in checkpoints. */
  readonly #byName: ReadonlyMap<string, Sink>;

  /** @param length the length of all inputs in bytes, as far as it is known */
  constructor(
    { verdicts, stop }: Plan,
    length: number,
    destinations: ReadonlyMap<OutputName, Destination>,
    { samples, repairs }: Pick<OutputOptions, "samples" | "repairs">,
  ) {
    const { namespaces } = verdicts;
    this.counts = new Counts(namespaces);
    this.samples = new Samples(namespaces, samples);
    this.histogram = new FaultHistogram(length);
    const limit = repairs?.limit ?? REPAIR_LIMIT;
    this.repairs = repairs && verdicts.createRepairs?.(destinations.get("repairs") ?? NOWHERE, { limit, stop });
    this.#byName = new Map<string, Sink>([
      ["counts", this.counts],
      ["samples", this.samples],
      ["foreignIds", this.foreignIds],
      ["histogram", this.histogram],
      ["malformedInputs", this.malformedInputs],
      ...(this.repairs ? [["repairs", this.repairs] as const] : []),
      ...Array.from(destinations)
        .filter(isSimple)
        .map(([name, destination]) => [name, outputSink(name, destination, namespaces)] as const),
    ]);
  }

  get all(): readonly Sink[] {
    return [...this.#byName.values()];
  }

  /** The snapshots of all sinks, after their bytes are written. */
  async snapshot(): Promise<Record<string, unknown>> {
    for (const sink of this.#byName.values()) await sink.flush?.();
    return Object.fromEntries([...this.#byName].map(([name, sink]) => [name, sink.snapshot()]));
  }

  /** Adds the snapshots of an earlier run's sinks. */
  merge(snapshots: Readonly<Record<string, unknown>>): void {
    // Trust boundary: each sink gets a snapshot that the same kind of sink wrote.
    for (const [name, sink] of this.#byName) sink.merge(snapshots[name]);
  }
}

/** An output whose sink has no counts. */
type SimpleName = Exclude<OutputName, "repairs">;

function isSimple(entry: [OutputName, Destination]): entry is [SimpleName, Destination] {
  return entry[0] !== "repairs";
}

function outputSink(name: SimpleName, destination: Destination, namespaces: readonly JudgedNamespace[]): Sink {
  switch (name) {
    case "annotate":
      return new Annotation(namespaces, destination);
    case "invalid":
      return new Annotation(namespaces, destination, "invalid");
    case "invalidRecords":
      return new Selection("invalid", "--invalid-records", destination);
    case "valid":
      return new Selection("valid", "--valid", destination);
    case "ids":
      return new ValidIds(destination);
  }
}
