import { ErrorCode, plainError } from "../format/errors.js";
import { type Jurisdictions, JurisdictionTable } from "../format/jurisdiction.js";
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

/**
 * A table of jurisdictions, of the digits that `hex(…)` gives of its JSON.
 * @throws Error (`ERR_DO_DIRECTORY_OPEN`) for something else, as a damaged file may hold
 */
export function toJurisdictions(digits: string): Jurisdictions {
  try {
    const jurisdictions = JSON.parse(textOf(digits)) as Jurisdictions;
    new JurisdictionTable(jurisdictions);
    return jurisdictions;
  } catch (cause) {
    throw damagedError("a namespace's jurisdictions are not a table of names and codes", cause);
  }
}

/** What a database that is open, and holds something that no release writes, ends a call with. */
export function damagedError(fault: string, cause?: unknown): Error {
  return plainError(ErrorCode.directoryOpen, `The database is damaged: ${fault}.`, { cause });
}
