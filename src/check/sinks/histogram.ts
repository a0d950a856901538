import type { RecordBatch } from "../../bulk/records/batch.js";
import { Verdict } from "../../format/verdict.js";
import type { InputInfo, Sink } from "../sink.js";

/** The maximum number of bins. */
const MOST_BINS = 200;
/** The initial width of a bin, in bytes, if the length of the inputs is unknown. */
const SMALLEST_WIDTH = 64;
const VERDICTS = 4;

/** A bin with records: its index, and the number of records with each verdict. */
export type CountedBin = readonly [index: number, ...counts: number[]];

/** The start of an input: its index in the plan, and the bytes of text before it. */
export type InputOffset = readonly [index: number, offset: number];

/** The bins that are not empty. */
export interface HistogramSnapshot {
  /** Bytes of text in a bin. */
  readonly width: number;
  /** The starts of the inputs that were begun. */
  readonly starts: readonly InputOffset[];
  /** In the order of the inputs. */
  readonly bins: readonly CountedBin[];
}

/** The records in one part of the inputs, by fault. */
export interface FaultBin {
  /** Records without 64 hex digits where the ID should be. */
  readonly malformed: number;
  /** IDs that belong to none of the plan's namespaces. */
  readonly foreign: number;
  /** IDs in another jurisdiction than the one to which their namespace is restricted. */
  readonly wrongJurisdiction: number;
  /** All records, including the valid ones. */
  readonly total: number;
}

/** The position of an input's start in the bins. */
export interface InputStart {
  /** The index of the input in the plan. */
  readonly input: number;
  /** The bin in which it starts, with a fraction: 2.5 is the middle of the third one. */
  readonly bin: number;
}

/** Counts verdicts by the position of the records in the inputs. If the inputs are longer than expected, bins double in width. */
export class FaultHistogram implements Sink<HistogramSnapshot> {
  #width: number;
  #inputOffset = 0;
  /** Bytes of text before each input, by its index. */
  readonly #starts = new Map<number, number>();
  readonly #counts = new Float64Array(MOST_BINS * VERDICTS);
  /** The bin of the last record. */
  #start = 0;
  #end = 0;
  #at = 0;

  /**
   * Creates the sink.
   * @param length the length of all inputs in bytes, as far as it is known
   */
  constructor(length: number) {
    this.#width = Math.max(SMALLEST_WIDTH, Math.ceil(length / MOST_BINS));
  }

  startInput({ index, offset }: InputInfo): void {
    this.#inputOffset = offset;
    this.#starts.set(index, offset);
  }

  add({ count, offset, starts, verdicts }: RecordBatch): void {
    const base = this.#inputOffset + offset;
    for (let i = 0; i < count; i++) {
      const position = base + starts[i];
      if (position >= this.#end || position < this.#start) this.#goTo(position);
      this.#counts[this.#at + verdicts[i]]++;
    }
  }

  snapshot(): HistogramSnapshot {
    const bins: CountedBin[] = [];
    for (let index = 0; index < MOST_BINS; index++) {
      const counts = this.#counts.subarray(index * VERDICTS, (index + 1) * VERDICTS);
      if (counts.some((count) => count > 0)) bins.push([index, ...counts]);
    }
    return { width: this.#width, starts: [...this.#starts], bins };
  }

  merge({ width, starts, bins }: HistogramSnapshot): void {
    for (const [index, offset] of starts) this.#starts.set(index, offset);
    while (this.#width < width) this.#double();
    for (const [index, ...counts] of bins) {
      this.#goTo(index * width);
      for (const [verdict, count] of counts.entries()) this.#counts[this.#at + verdict] += count;
    }
  }

  /** All bins up to the last one that has records. */
  bins(): FaultBin[] {
    const { bins } = this.snapshot();
    const byIndex = new Map(bins.map(([index, ...counts]) => [index, counts]));
    return Array.from({ length: (bins.at(-1)?.[0] ?? -1) + 1 }, (_, index) => {
      const counts = byIndex.get(index) ?? [0, 0, 0, 0];
      return {
        malformed: counts[Verdict.malformed],
        foreign: counts[Verdict.foreign],
        wrongJurisdiction: counts[Verdict.wrongJurisdiction],
        total: counts.reduce((sum, count) => sum + count, 0),
      };
    });
  }

  /** The starts of the inputs that were begun, in order. */
  inputStarts(): InputStart[] {
    const starts = Array.from(this.#starts, ([input, offset]) => ({ input, bin: offset / this.#width }));
    return starts.sort((a, b) => a.input - b.input);
  }

  #goTo(position: number): void {
    while (position >= this.#width * MOST_BINS) this.#double();
    const index = Math.floor(position / this.#width);
    this.#start = index * this.#width;
    this.#end = this.#start + this.#width;
    this.#at = index * VERDICTS;
  }

  #double(): void {
    this.#width *= 2;
    for (let index = 0; index < MOST_BINS; index++) {
      for (let verdict = 0; verdict < VERDICTS; verdict++) {
        const first = 2 * index * VERDICTS + verdict;
        const sum = 2 * index < MOST_BINS ? this.#counts[first] + this.#counts[first + VERDICTS] : 0;
        this.#counts[index * VERDICTS + verdict] = sum;
      }
    }
    this.#end = 0;
  }
}
