import type { RecordBatch } from "../../bulk/records/batch.js";
import { Verdict } from "../../format/verdict.js";
import { truncate } from "../../text/printable.js";
import type { InputInfo, Sink } from "../sink.js";
import { VERDICT_NAMES } from "../verdict-names.js";

/** Samples of each kind of fault. */
const SAMPLES = 5;
/** Characters of a sample: all of a valid ID, and enough of a long one to see what is wrong with it. */
const SAMPLE_LENGTH = 80;

/** A verdict other than valid. */
export type FaultName = "malformed" | "foreign" | "wrongJurisdiction";
const FAULT_NAMES = ["malformed", "foreign", "wrongJurisdiction"] as const satisfies readonly FaultName[];

/** A record whose ID is not valid. */
export interface Fault {
  /** The input's name. */
  readonly file: string;
  /** The line on which the record starts, counted from 1. */
  readonly line: number;
  /** The ID as it is stored, cut to 80 characters; `null` if the record has none. */
  readonly id: string | null;
}

/** The first faults of each kind. */
export type Faults = Readonly<Record<FaultName, readonly Fault[]>>;

/** Keeps the first faults of each kind. */
export class Samples implements Sink<Faults> {
  readonly #faults: Record<FaultName, Fault[]> = { malformed: [], foreign: [], wrongJurisdiction: [] };
  #file = "";

  startInput({ name }: InputInfo): void {
    this.#file = name;
  }

  add(batch: RecordBatch): void {
    const { count, verdicts } = batch;
    if (FAULT_NAMES.every((name) => this.#faults[name].length === SAMPLES)) return;
    for (let i = 0; i < count; i++) {
      if (verdicts[i] === Verdict.valid) continue;
      const faults = this.#faults[VERDICT_NAMES[verdicts[i]] as FaultName];
      if (faults.length === SAMPLES) continue;
      const text = batch.idText(i);
      faults.push({
        file: this.#file,
        line: batch.lineOf(i),
        id: text === undefined ? null : truncate(text, SAMPLE_LENGTH),
      });
    }
  }

  snapshot(): Faults {
    const { malformed, foreign, wrongJurisdiction } = this.#faults;
    return { malformed: [...malformed], foreign: [...foreign], wrongJurisdiction: [...wrongJurisdiction] };
  }

  merge(part: Faults): void {
    for (const name of FAULT_NAMES) {
      const faults = this.#faults[name];
      faults.push(...part[name].slice(0, SAMPLES - faults.length));
    }
  }
}
