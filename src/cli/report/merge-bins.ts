import type { FaultBin } from "../../check/sinks/histogram.js";

/** Merged bins, and the part of the input that each covers; the last may cover less. */
export interface MergedBins {
  readonly bins: readonly FaultBin[];
  readonly step: number;
}

/** Merges neighbouring bins, the same number each time, until there are at most `most`. */
export function mergeBins(bins: readonly FaultBin[], most: number): MergedBins {
  const size = Math.max(1, Math.ceil(bins.length / most));
  const merged = Array.from({ length: Math.ceil(bins.length / size) }, (_, i) =>
    bins.slice(i * size, (i + 1) * size).reduce(add, { total: 0, malformed: 0, foreign: 0, wrongJurisdiction: 0 }),
  );
  return { bins: merged, step: size / bins.length };
}

/** How many records of a bin are invalid. */
export function faultsIn({ malformed, foreign, wrongJurisdiction }: FaultBin): number {
  return malformed + foreign + wrongJurisdiction;
}

function add(a: FaultBin, b: FaultBin): FaultBin {
  return {
    total: a.total + b.total,
    malformed: a.malformed + b.malformed,
    foreign: a.foreign + b.foreign,
    wrongJurisdiction: a.wrongJurisdiction + b.wrongJurisdiction,
  };
}
