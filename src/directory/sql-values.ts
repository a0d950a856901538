import { bytesOfHex } from "../sqlite/text.js";

/** A text, of the digits that `hex(…)` gives of it. */
export function textOf(digits: string): string {
  return bytesOfHex(digits).toString();
}

/** A boolean in SQL; NULL where it isn't known. */
export function toInteger(value: boolean | null): number | null {
  return value === null ? null : Number(value);
}

/** The boolean of an integer in SQL. */
export function toBoolean(value: number | null): boolean | null {
  return value === null ? null : value === 1;
}
