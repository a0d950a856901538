import { setImmediate } from "node:timers/promises";
import type { RecordBatch } from "../../bulk/records/batch.js";
import { LONGEST_REPAIRABLE } from "../../bulk/repair/clean.js";
import { Repairer } from "../../bulk/repair/repairer.js";
import { REPAIR_KINDS, type Repair, type RepairKind } from "../../bulk/repair/types.js";
import { RecordKind } from "../../engine/scan/types.js";
import { type EngineChoice, selectEngine } from "../../engine/select.js";
import { Verdict } from "../../format/verdict.js";
import { namespaceState } from "../../namespace/namespace.js";
import type { LabelledNamespace } from "../namespaces.js";
import type { Destination, InputInfo, Sink } from "../sink.js";
import { OutputSink } from "./output.js";

const HEADER = "input,line,stored,repaired,namespace,how,bits\n";
/** What a waiting record counts as pending, so that a thousand of them are worked off: a tenth of a second for one namespace. */
const PENDING_PER_RECORD = 1024;
/** Milliseconds after which the event loop gets a turn: signals come in only there. */
const TURN = 20;

/** A record that may be a damaged ID. */
interface Waiting {
  readonly input: string;
  readonly line: number;
  readonly stored: string;
}

/** How many IDs were repaired. */
export interface RepairCounts {
  /** All of them. */
  readonly repaired: number;
  /** The same by what was wrong; only kinds that occur. */
  readonly byKind: Readonly<Partial<Record<RepairKind, number>>>;
  /** Records whose first half was searched for a fault, with or without a result. */
  readonly searched: number;
  /** Records that were not searched because the limit was reached. */
  readonly notSearched: number;
}

/** What a run had repaired at a checkpoint. */
export interface RepairsSnapshot {
  /** Repairs by kind, in the order of the kinds. */
  readonly counts: readonly number[];
  readonly searched: number;
  readonly notSearched: number;
  /** Records that a stopped run had read and not looked at yet. */
  readonly waiting: readonly Waiting[];
}

/** How repairs are looked for. */
export interface RepairSettings {
  /** The most records that are searched: see `RepairCounts`. */
  readonly limit: number;
  /** What does the hashing; by default the engine of the first namespace. */
  readonly engine?: EngineChoice | undefined;
  /** Once it is aborted, records wait for a later run. */
  readonly stop?: AbortSignal | undefined;
}

/**
 * Writes the malformed and foreign records that are damaged IDs, with the IDs that they were, as CSV. Records wait until
 * `flush` looks at them.
 */
export class Repairs extends OutputSink<RepairsSnapshot> implements Sink<RepairsSnapshot> {
  readonly #namespaces: readonly LabelledNamespace[];
  readonly #repairer: Repairer;
  readonly #limit: number;
  readonly #stop: AbortSignal | undefined;
  readonly #counts: number[] = REPAIR_KINDS.map(() => 0);
  #searched = 0;
  #notSearched = 0;
  #waiting: Waiting[] = [];
  #input = "";

  /**
   * Makes the sink of a run.
   * @param namespaces those of the plan
   * @param destination where the lines go
   * @param settings how repairs are looked for
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
    const engine = choice === undefined ? states[0].engine : selectEngine(choice);
    this.#repairer = new Repairer(engine, states, engine.classifier(states));
    this.#write(HEADER);
  }

  override get pending(): number {
    return super.pending + PENDING_PER_RECORD * this.#waiting.length;
  }

  startInput({ name }: InputInfo): void {
    this.#input = name;
  }

  add(batch: RecordBatch): void {
    const { count, verdicts, kinds } = batch;
    for (let i = 0; i < count; i++) {
      const isCandidate = verdicts[i] === Verdict.malformed || verdicts[i] === Verdict.foreign;
      if (!isCandidate || kinds[i] === RecordKind.tooLong) continue;
      const stored = batch.idText(i);
      if (stored === undefined || stored.length > LONGEST_REPAIRABLE) continue;
      this.#waiting.push({ input: this.#input, line: batch.lineOf(i), stored });
    }
  }

  override async flush(): Promise<void> {
    await this.#repairWaiting();
    await super.flush();
  }

  snapshot(): RepairsSnapshot {
    return {
      counts: [...this.#counts],
      searched: this.#searched,
      notSearched: this.#notSearched,
      waiting: [...this.#waiting],
    };
  }

  merge({ counts, searched, notSearched, waiting }: RepairsSnapshot): void {
    // The earlier run has written the header.
    this.buffer.take();
    for (const [kind, count] of counts.entries()) this.#counts[kind] += count;
    this.#searched += searched;
    this.#notSearched += notSearched;
    this.#waiting = [...waiting, ...this.#waiting];
  }

  /** What was repaired so far. */
  repairCounts(): RepairCounts {
    const found = REPAIR_KINDS.map((kind, i) => [kind, this.#counts[i]] as const);
    return {
      repaired: this.#counts.reduce((sum, count) => sum + count, 0),
      byKind: Object.fromEntries(found.filter(([, count]) => count > 0)),
      searched: this.#searched,
      notSearched: this.#notSearched,
    };
  }

  /** Looks at the records that wait, in order. What is left when the run is asked to stop goes into the snapshot. */
  async #repairWaiting(): Promise<void> {
    let turn = performance.now();
    let done = 0;
    for (; done < this.#waiting.length && !this.#stop?.aborted; done++) {
      this.#repair(this.#waiting[done]);
      if (performance.now() - turn < TURN) continue;
      await setImmediate();
      turn = performance.now();
    }
    this.#waiting = this.#waiting.slice(done);
  }

  #repair(record: Waiting): void {
    const { repair, toSearch } = this.#repairer.look(record.stored);
    const found = toSearch === undefined ? repair : this.#search(toSearch);
    if (found === undefined) return;
    this.#counts[REPAIR_KINDS.indexOf(found.how)]++;
    this.#write(this.#row(record, found));
  }

  #search(digits: string): Repair | undefined {
    if (this.#searched >= this.#limit) {
      this.#notSearched++;
      return undefined;
    }
    this.#searched++;
    return this.#repairer.search(digits);
  }

  #row({ input, line, stored }: Waiting, { id, namespace, how, evidenceBits }: Repair): string {
    const { label } = this.#namespaces[namespace];
    return `${field(input)},${line},${quoted(stored)},${id},${field(label)},${how},${evidenceBits}\n`;
  }

  #write(text: string): void {
    this.buffer.add(Buffer.from(text));
  }
}

/** A field of CSV, in quotes if it needs them. */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? quoted(text) : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
