import { type EngineChoice, selectEngine } from "../engine/select.js";
import type { Classifier, Engine, VerdictArrays, Verdicts } from "../engine/types.js";
import { ID_DIGITS } from "../format/codec.js";
import type { NamespaceState } from "../namespace/state.js";

/** The engine that works for several namespaces: the one that was chosen, or that of the first. */
export function engineOf(states: readonly NamespaceState[], choice: EngineChoice | undefined): Engine {
  return choice === undefined && states.length > 0 ? states[0].engine : selectEngine(choice);
}

/** New arrays for the verdicts on so many IDs. */
export function newVerdicts(count: number): Verdicts {
  return {
    verdicts: new Uint8Array(count),
    namespaces: new Uint16Array(count),
    jurisdictions: new Uint8Array(count),
  };
}

/** Classifies the first `count` rows of 64 bytes, and writes what is found from the start of `into`. */
export function classifyRows(classifier: Classifier, rows: Uint8Array, count: number, into: VerdictArrays): void {
  for (let from = 0; from < count; from += classifier.capacity) {
    const to = Math.min(from + classifier.capacity, count);
    classifier.rows().set(rows.subarray(from * ID_DIGITS, to * ID_DIGITS));
    classifier.run(to - from, into, from);
  }
}
