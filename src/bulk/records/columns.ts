import { recordsError } from "./records-error.js";

/** The maximum number of column names in an error. */
const SHOWN_COLUMNS = 20;
/** The maximum number of characters of a name in an error. */
const SHOWN_LENGTH = 40;

/** How to find the column of a CSV file that holds the IDs. */
export interface ColumnChoice {
  /** The name of the column; in a file without a header its number, counted from 1. Optional if there is only one column. */
  readonly field: string | undefined;
  /** Whether the first row names the columns. */
  readonly hasHeader: boolean;
  /** Alternative delimiters: one is used if it makes the field a column, and the format's own doesn't. */
  readonly delimiters?: readonly number[] | undefined;
}

/**
 * Finds the column of the IDs, counted from 0.
 * @param row the fields of the first row
 * @throws Error (`ERR_DO_RECORDS`) if there is no such column, or more than one
 */
export function findColumn(row: readonly string[], { field, hasHeader }: ColumnChoice): number {
  if (!hasHeader) {
    if (field !== undefined) return Number(field) - 1;
    if (row.length === 1) return 0;
    throw recordsError(`${row.length} columns and no header: choose the column of the IDs by its number, from 1`);
  }
  if (row.some((name) => /^[0-9a-f]{64}$/i.test(name))) {
    throw recordsError("the first row holds an ID, not the names of columns: read it without a header (--no-header)");
  }
  if (field === undefined) {
    if (row.length === 1) return 0;
    throw recordsError(`several columns: choose the one that holds the IDs (--field): ${listNames(row)}`);
  }
  const column = row.indexOf(field);
  if (column === -1) throw recordsError(`no column ${shown(field)}; the columns are ${listNames(row)}`);
  if (row.indexOf(field, column + 1) !== -1) throw recordsError(`more than one column ${shown(field)}`);
  return column;
}

/** The first twenty names, in quotes. */
export function listNames(names: readonly string[]): string {
  const more = names.length - SHOWN_COLUMNS;
  const list = names.slice(0, SHOWN_COLUMNS).map(shown).join(", ");
  return more > 0 ? `${list} and ${more} more` : list;
}

/** A name from an input, on one line. */
function shown(name: string): string {
  return JSON.stringify(name.length > SHOWN_LENGTH ? `${name.slice(0, SHOWN_LENGTH - 1)}…` : name);
}
