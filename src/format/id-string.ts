declare const idString: unique symbol;

/**
 * A string of 64 hex digits, the form of every ID: what `id.toString()` returns, and what {@link isIdString} makes of a
 * string for the compiler. It says nothing of the namespace: only `idFromString` and its relatives check that.
 */
export type IdString = string & {
  /** Only for the compiler. */
  readonly [idString]: true;
};

const ID_STRING = /^[\da-f]{64}$/i;

/**
 * Whether a value is a string of 64 hex digits of either case: the form of an ID. Without a key nothing more can be
 * said; `tryIdFromString` of a namespace checks the rest.
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
