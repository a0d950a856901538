import type { RecordBatch } from "../../bulk/records/batch.js";
import { Repairer } from "../../bulk/repair/repairer.js";
import { REPAIR_KINDS, type Repair, type RepairKind } from "../../bulk/repair.js";
import { RecordKind } from "../../engine/scan/types.js";
import { createClassifier } from "../../engine/select.js";
import type { EngineChoice } from "../../engine/types.js";
import { REASONS } from "../../format/reason.js";
import { Verdict } from "../../format/verdict.js";
import { namespaceState } from "../../namespace/holder.js";
import { csvField, quotedField } from "../../text/csv.js";
import { engineOf } from "../engine-of.js";
import { letSignalsIn } from "../inputs/stop.js";
import type { LabelledNamespace } from "../namespaces.js";
import type { Destination, InputInfo, Sink } from "../sink.js";
import { OutputSink } from "./output.js";

const HEADER = "input,line,stored,repaired,namespace,how,bits\n";
const NEAR_MISS = REASONS.indexOf("near-miss");
/** Milliseconds after which the event loop gets a turn, so that signals arrive. */
const TURN = 20;

/** How many IDs were repaired. */
export interface RepairCounts {
  /** All repaired IDs. */
  readonly repaired: number;
  /** Repaired IDs by kind of damage; has only kinds that occur. */
  readonly byKind: Readonly<Partial<Record<RepairKind, number>>>;
  /** Records whose first half was searched for a fault, with or without a result. */
  readonly searched: number;
  /** Records that were not searched because the limit was reached. */
  readonly notSearched: number;
}

/** The state of this sink at a checkpoint. */
export interface RepairsSnapshot {
  /** Whether the header was written. */
  readonly hasHeader: boolean;
  /** Repairs by kind, in the order of the kinds. */
  readonly counts: readonly number[];
  /** As in {@link RepairCounts}. */
  readonly searched: number;
  /** As in {@link RepairCounts}. */
  readonly notSearched: number;
}

/** Limits of the search for repairs. */
export interface RepairLimits {
  /** The maximum number of records that are searched: see `RepairCounts`. */
  readonly limit: number;
  /** Stops the run, also in the middle of a batch. */
  readonly stop?: AbortSignal | undefined;
}

/** Settings of the search for repairs. */
export interface RepairSettings extends RepairLimits {
  /** The engine that hashes; by default the engine of the first namespace. */
  readonly engine?: EngineChoice | undefined;
}

/**
 * Finds the malformed and foreign records that are damaged IDs, before any sink gets them: a foreign one becomes a
 * `near-miss`. Writes each with its repaired ID, as CSV.
 */
export class Repairs extends OutputSink<RepairsSnapshot> implements Sink<RepairsSnapshot> {
  readonly #namespaces: readonly LabelledNamespace[];
  readonly #repairer: Repairer;
  readonly #limit: number;
  readonly #stop: AbortSignal | undefined;
  readonly #counts: number[] = REPAIR_KINDS.map(() => 0);
  #searched = 0;
  #notSearched = 0;
  /** The counts of the current batch, which are added in `add`. */
  #batch = { searched: 0, notSearched: 0 };
  #input = "";
  #hasHeader = false;

  /**
   * Creates the sink.
   * @param namespaces the namespaces of the plan, with their keys
   * @param destination receives the lines
   * @param settings settings of the search
   */
  constructor(
    namespaces: readonly LabelledNamespace[],
    destination: Destination,
    { limit, engine: choice, stop }: RepairSettings,
  ) {
    super(destination);
    this.#namespaces = namespaces;
    this.#limit = limit;
    this.#stop = stop;
    const states = namespaces.map(({ namespace }) => namespaceState(namespace));
    const engine = engineOf(states, choice);
    this.#repairer = new Repairer(engine, states, createClassifier(engine, states));
  }

  startInput({ name }: InputInfo): void {
    this.#input = name;
    if (this.#hasHeader) return;
    this.#hasHeader = true;
    this.#write(HEADER);
  }

  prepare(batch: RecordBatch): Promise<void> | undefined {
    this.#batch = { searched: 0, notSearched: 0 };
    const { count, verdicts, kinds } = batch;
    const damaged: number[] = [];
    for (let i = 0; i < count; i++) {
      const isCandidate = verdicts[i] === Verdict.malformed || verdicts[i] === Verdict.foreign;
      if (isCandidate && kinds[i] !== RecordKind.tooLong) damaged.push(i);
    }
    return damaged.length === 0 ? undefined : this.#repairAll(batch, damaged);
  }

  add(batch: RecordBatch): void {
    this.#searched += this.#batch.searched;
    this.#notSearched += this.#batch.notSearched;
    for (const [index, repair] of batch.repairs) {
      this.#counts[REPAIR_KINDS.indexOf(repair.how)]++;
      this.#write(this.#row(batch, index, repair));
    }
  }

  snapshot(): RepairsSnapshot {
    return {
      hasHeader: this.#hasHeader,
      counts: [...this.#counts],
      searched: this.#searched,
      notSearched: this.#notSearched,
    };
  }

  merge({ hasHeader, counts, searched, notSearched }: RepairsSnapshot): void {
    this.#hasHeader ||= hasHeader;
    for (const [kind, count] of counts.entries()) this.#counts[kind] += count;
    this.#searched += searched;
    this.#notSearched += notSearched;
  }

  /** The counts of repairs so far. */
  repairCounts(): RepairCounts {
    const found = REPAIR_KINDS.map((kind, i) => [kind, this.#counts[i]] as const);
    return {
      repaired: this.#counts.reduce((sum, count) => sum + count, 0),
      byKind: Object.fromEntries(found.filter(([, count]) => count > 0)),
      searched: this.#searched,
      notSearched: this.#notSearched,
    };
  }

  async #repairAll(batch: RecordBatch, indexes: readonly number[]): Promise<void> {
    let turn = performance.now();
    for (const index of indexes) {
      const text = batch.idText(index);
      const repair = text === undefined ? undefined : this.#repair(text);
      if (repair !== undefined) {
        batch.repairs.set(index, repair);
        if (batch.verdicts[index] === Verdict.foreign) batch.reasons[index] = NEAR_MISS;
      }
      if (performance.now() - turn < TURN) continue;
      await letSignalsIn(this.#stop);
      turn = performance.now();
    }
  }

  #repair(text: string): Repair | undefined {
    const { repair, toSearch } = this.#repairer.look(text);
    if (toSearch === undefined) return repair;
    if (this.#searched + this.#batch.searched >= this.#limit) {
      this.#batch.notSearched++;
      return undefined;
    }
    this.#batch.searched++;
    return this.#repairer.search(toSearch);
  }

  #row(batch: RecordBatch, index: number, { id, namespace, how, evidenceBits }: Repair): string {
    const { label } = this.#namespaces[namespace];
    const place = `${csvField(this.#input)},${batch.lineOf(index)}`;
    return `${place},${quotedField(batch.idText(index) ?? "")},${id},${csvField(label)},${how},${evidenceBits}\n`;
  }

  #write(text: string): void {
    this.buffer.add(Buffer.from(text));
  }
}
