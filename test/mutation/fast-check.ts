/** fast-check with fewer runs, and without shrinking: that a property fails is all that a mutant needs. */
import fc, { type IRawProperty, type Parameters } from "../../node_modules/fast-check/lib/fast-check.js";

const MOST_RUNS = 50;

function assert<Values>(property: IRawProperty<Values>, parameters?: Parameters<Values>): Promise<void> | void {
  const numRuns = Math.min(parameters?.numRuns ?? MOST_RUNS, MOST_RUNS);
  return fc.assert(property, { ...parameters, numRuns, endOnFailure: true });
}

export default { ...fc, assert };
