import { Verdict } from "../../format/verdict.js";
import type { Along } from "./report-data.js";

/** Stretches of the input, at most. */
const MOST_BINS = 200;
/** The length of a stretch where nothing is known of the input's length yet. */
const SHORTEST = 64;
const VERDICTS = 4;

/** A stretch of which something was counted: its number, and how many of each verdict. */
export type CountedBin = readonly [index: number, ...counts: number[]];

/** Counts, as they are handed from one counter to another. */
export interface AlongPart {
  readonly width: number;
  readonly bins: readonly CountedBin[];
}

/** How long stretches should be for inputs of this length, or of which so much is known. */
export function widthFor(length: number): number {
  return Math.max(SHORTEST, Math.ceil(length / MOST_BINS));
}

/** Counts verdicts by where they stand. Where the input is longer than was thought, stretches become twice as long. */
export class AlongCounter {
  #width: number;
  readonly #counts = new Float64Array(MOST_BINS * VERDICTS);
  /** The stretch of the last position. */
  #start = 0;
  #end = 0;
  #at = 0;

  /** @param width the length of a stretch, to begin with */
  constructor(width: number) {
    this.#width = width;
  }

  get width(): number {
    return this.#width;
  }

  add(position: number, verdict: number): void {
    if (position >= this.#end || position < this.#start) this.#goTo(position);
    this.#counts[this.#at + verdict]++;
  }

  /** Adds what another counter has counted, whose stretches must not be longer than those here. */
  merge({ width, bins }: AlongPart): void {
    while (this.#width < width) this.#double();
    for (const [index, ...counts] of bins) {
      this.#goTo(index * width);
      for (const [verdict, count] of counts.entries()) this.#counts[this.#at + verdict] += count;
    }
  }

  /** What was counted so far. */
  part(): AlongPart {
    const bins: CountedBin[] = [];
    for (let index = 0; index < MOST_BINS; index++) {
      const counts = this.#counts.subarray(index * VERDICTS, (index + 1) * VERDICTS);
      if (counts.some((count) => count > 0)) bins.push([index, ...counts]);
    }
    return { width: this.#width, bins };
  }

  clear(): void {
    this.#counts.fill(0);
  }

  /** What was counted, as reports have it. */
  result(): Along {
    const { bins } = this.part();
    const last = bins.at(-1)?.[0] ?? -1;
    const byIndex = new Map(bins.map(([index, ...counts]) => [index, counts]));
    return {
      unit: "bytes",
      bins: Array.from({ length: last + 1 }, (_, index) => {
        const counts = byIndex.get(index) ?? [0, 0, 0, 0];
        return {
          malformed: counts[Verdict.malformed],
          foreign: counts[Verdict.foreign],
          wrongJurisdiction: counts[Verdict.wrongJurisdiction],
          total: counts.reduce((sum, count) => sum + count, 0),
        };
      }),
    };
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
