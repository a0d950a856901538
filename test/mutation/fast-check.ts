/** fast-check without shrinking: that a property fails is all that a mutant needs. */
import fc from "../../node_modules/fast-check/lib/fast-check.js";

fc.configureGlobal({ endOnFailure: true });

export * from "../../node_modules/fast-check/lib/fast-check.js";
export default fc;
