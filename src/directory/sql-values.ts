import { bytesOfHex } from "../sqlite/text.js";

/** Decodes the digits that `hex(…)` returns for a text. */
export function textOf(digits: string): string {
  return bytesOfHex(digits).toString();
}

/** Converts a boolean for SQL; NULL if unknown. */
export function toInteger(value: boolean | null): number | null {
  return value === null ? null : Number(value);
}

/** Converts an integer of SQL to a boolean. */
export function toBoolean(value: number | null): boolean | null {
  return value === null ? null : value === 1;
}
