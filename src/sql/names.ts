import { ErrorCode, rangeError } from "../format/errors.js";
import type { Dialect } from "./dialect.js";

const CONTROL = /\p{Cc}/u;
const NOT_TEXT = /\0|\p{Surrogate}/u;

/**
 * Quotes each part of a name of a column, a table or a function.
 * @param option the option with the name, for errors
 * @param name parts separated by dots
 * @throws RangeError (`ERR_DO_ARGUMENT`) for an empty part, and for control characters
 */
export function quoteName(dialect: Dialect, option: string, name: string): string {
  const parts = name.split(".");
  if (parts.includes("") || CONTROL.test(name) || NOT_TEXT.test(name)) {
    const rule = "a name, or names with dots between them, without control characters";
    throw rangeError(ErrorCode.argument, `${option} must be ${rule}, got ${JSON.stringify(name)}.`);
  }
  return parts.map(dialect.identifier).join(".");
}

/**
 * A literal of a namespace's label.
 * @throws RangeError (`ERR_DO_ARGUMENT`) for characters that not every database can store in a text
 */
export function quoteLabel(dialect: Dialect, label: string): string {
  if (!NOT_TEXT.test(label)) return dialect.text(label);
  const rule = "well-formed text without U+0000, as databases store it";
  throw rangeError(ErrorCode.argument, `A label must be ${rule}, got ${JSON.stringify(label)}.`);
}
