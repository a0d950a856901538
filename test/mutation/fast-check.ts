/** fast-check with fewer runs, and without shrinking: that a property fails is all that a mutant needs. */
import fc from "../../node_modules/fast-check/lib/fast-check.js";

const MOST_RUNS = 50;

const assert: typeof fc.assert = (property, parameters) =>
  fc.assert(property, {
    ...parameters,
    numRuns: Math.min(parameters?.numRuns ?? MOST_RUNS, MOST_RUNS),
    endOnFailure: true,
  });

export default { ...fc, assert };
