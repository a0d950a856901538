import type { RecordBatch } from "../../bulk/records/batch.js";
import { ErrorCode, rangeError } from "../../format/errors.js";
import { type Explanation, REASONS } from "../../format/reason.js";
import { VERDICT_NAMES, Verdict } from "../../format/verdict.js";
import { truncate } from "../../text/printable.js";
import { explainRecord } from "../explain-record.js";
import type { JudgedNamespace } from "../namespaces.js";
import type { InputInfo, Sink } from "../sink.js";

/** The default number of samples of each reason. */
export const DEFAULT_SAMPLES = 3;
/** The maximum number of samples of each reason. */
export const MOST_SAMPLES = 100;
/** The maximum number of characters of a sample: all of a valid ID, and enough of a longer text to see its fault. */
const SAMPLE_LENGTH = 80;

/** A verdict other than valid. */
export type FaultName = "malformed" | "foreign" | "wrongJurisdiction";

/** An invalid record, with the details of its reason. */
export type Sample = Explanation & {
  /** The input's name. */
  readonly input: string;
  /** The line on which the record starts, counted from 1. */
  readonly line: number;
  /** Its verdict. */
  readonly verdict: FaultName;
  /** The stored text of the ID, cut to 80 characters; `null` if the record has none. */
  readonly text: string | null;
};

/** A sample with the index of its input. */
export type KeptSample = readonly [input: number, sample: Sample];

/**
 * Keeps some invalid records for each reason, from as many inputs as possible: an input gets a second sample of a reason
 * only after every other input has its first, and so on.
 */
export class Samples implements Sink<readonly KeptSample[]> {
  readonly #namespaces: readonly JudgedNamespace[];
  readonly #most: number;
  /** By reason, in the order of the records. */
  readonly #kept: KeptSample[][] = REASONS.map(() => []);
  /** By reason: whether no more records of this input can be kept. */
  readonly #isDone: boolean[];
  #input = 0;
  #name = "";

  /**
   * Creates the sink.
   * @param namespaces the namespaces of the plan: `plan.verdicts.namespaces`
   * @param most the maximum number of samples of each reason, from 0 to 100; 3 by default
   * @throws RangeError (`ERR_DO_ARGUMENT`) for another number
   */
  constructor(namespaces: readonly JudgedNamespace[], most: number = DEFAULT_SAMPLES) {
    if (!Number.isInteger(most) || most < 0 || most > MOST_SAMPLES) {
      throw rangeError(
        ErrorCode.argument,
        `samples must be an integer from 0 to ${MOST_SAMPLES}, got ${String(most)}.`,
      );
    }
    this.#namespaces = namespaces;
    this.#most = most;
    this.#isDone = REASONS.map(() => most === 0);
  }

  startInput({ index, name }: InputInfo): void {
    this.#input = index;
    this.#name = name;
    this.#isDone.fill(this.#most === 0);
  }

  add(batch: RecordBatch): void {
    const { count, verdicts } = batch;
    for (let i = 0; i < count; i++) {
      if (verdicts[i] === Verdict.valid) continue;
      const reason = batch.reasonOf(i);
      if (this.#isDone[reason]) continue;
      if (this.#makeRoom(reason, this.#input)) this.#kept[reason].push([this.#input, this.#sample(batch, i)]);
      else this.#isDone[reason] = true;
    }
  }

  /** The samples, by reason in the order of `REASONS`, each in the order of the records. */
  samples(): Sample[] {
    return this.snapshot().map(([, sample]) => sample);
  }

  snapshot(): readonly KeptSample[] {
    return this.#kept.flat();
  }

  merge(part: readonly KeptSample[]): void {
    const own = this.snapshot();
    for (const kept of this.#kept) kept.length = 0;
    for (const [input, sample] of [...part, ...own]) {
      const reason = REASONS.indexOf(sample.reason);
      if (this.#makeRoom(reason, input)) this.#kept[reason].push([input, sample]);
    }
  }

  /** Ensures room for a sample, if needed by removing one of an input that has at least two more; returns `false` if it can't. */
  #makeRoom(reason: number, input: number): boolean {
    const kept = this.#kept[reason];
    if (kept.length < this.#most) return true;
    const counts = new Map<number, number>();
    for (const [each] of kept) counts.set(each, (counts.get(each) ?? 0) + 1);
    const most = Math.max(...counts.values());
    if (most <= (counts.get(input) ?? 0) + 1) return false;
    kept.splice(
      kept.findLastIndex(([each]) => counts.get(each) === most),
      1,
    );
    return true;
  }

  #sample(batch: RecordBatch, index: number): Sample {
    const text = batch.idText(index);
    return {
      input: this.#name,
      line: batch.lineOf(index),
      // Only invalid records get here.
      verdict: VERDICT_NAMES[batch.verdicts[index]] as FaultName,
      ...explainRecord(batch, index, this.#namespaces),
      text: text === undefined ? null : truncate(text, SAMPLE_LENGTH),
    };
  }
}
