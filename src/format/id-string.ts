declare const idString: unique symbol;

/**
 * A string of 64 hex digits, the form of every ID: the return type of `id.toString()`, and the type that {@link isIdString}
 * narrows a string to. It doesn't imply a namespace: only `idFromString` and related methods validate that.
 */
export type IdString = string & {
  /** Exists only for the compiler. */
  readonly [idString]: true;
};

const ID_STRING = /^[\da-f]{64}$/i;

/**
 * Returns whether a value is a string of 64 hex digits of either case: the form of an ID. Full validation needs a key:
 * `tryIdFromString` of a namespace does it.
 * @param value any value
 *
 * @example
 * ```js
 * import { isIdString } from "durable-id";
 *
 * isIdString("37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5"); // → true
 * isIdString("37023debd1b63e0c"); // → false
 * isIdString(null); // → false
 * ```
 */
export function isIdString(value: unknown): value is IdString {
  return typeof value === "string" && ID_STRING.test(value);
}
