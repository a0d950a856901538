import type { Tally } from "../../bulk/results.js";
import { REASONS, type Reason } from "../../format/reason.js";

/** How many records have each reason; has only reasons that occur. */
export type ReasonCounts = Readonly<Partial<Record<Reason, number>>>;

/** An index and the count for it; zeros are left out. */
export type Count = readonly [index: number, count: number];

/** The counts of the records of one input. */
export interface InputSnapshot {
  /** The index of the input. */
  readonly index: number;
  /** Records by verdict. */
  readonly verdicts: readonly number[];
  /** Records by reason, each as its index in `REASONS`. */
  readonly reasons: readonly Count[];
}

/** Counts the records of one input, or of several together, by verdict and reason. */
export class InputCounts {
  readonly verdicts: Float64Array = new Float64Array(4);
  readonly reasons: Float64Array = new Float64Array(REASONS.length);

  add(other: InputCounts): void {
    for (let i = 0; i < this.verdicts.length; i++) this.verdicts[i] += other.verdicts[i];
    for (let i = 0; i < this.reasons.length; i++) this.reasons[i] += other.reasons[i];
  }

  tally(): Tally {
    const [valid, malformed, foreign, wrongJurisdiction] = this.verdicts;
    return { total: valid + malformed + foreign + wrongJurisdiction, valid, malformed, foreign, wrongJurisdiction };
  }

  reasonCounts(): ReasonCounts {
    return Object.fromEntries(nonZero(this.reasons).map(([index, count]) => [REASONS[index], count]));
  }

  snapshot(index: number): InputSnapshot {
    return { index, verdicts: [...this.verdicts], reasons: nonZero(this.reasons) };
  }

  merge({ verdicts, reasons }: InputSnapshot): void {
    for (const [verdict, count] of verdicts.entries()) this.verdicts[verdict] += count;
    for (const [index, count] of reasons) this.reasons[index] += count;
  }
}

/** The counts that are not zero. */
export function nonZero(counts: Float64Array): Count[] {
  const found: Count[] = [];
  for (let index = 0; index < counts.length; index++) if (counts[index] > 0) found.push([index, counts[index]]);
  return found;
}
