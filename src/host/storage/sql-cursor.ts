import { ErrorCode, plainError } from "../../format/errors.js";
import { columnValue } from "./sql-values.js";

/**
 * Rows as arrays of their values.
 * @typeParam Values the type of a row's values
 */
export interface RawRows<Values> extends IterableIterator<Values> {
  /** @returns the remaining rows */
  toArray(): Values[];
}

/**
 * The rows of a statement, which can be read once.
 * @typeParam Row the type of a row
 */
export class SqlCursor<Row extends object = Record<string, unknown>> implements IterableIterator<Row> {
  /** The names of the columns. */
  readonly columnNames: readonly string[];
  /** How many rows the statement wrote. */
  readonly rowsWritten: number;
  readonly #rows: readonly (readonly unknown[])[];
  #next = 0;

  constructor(columnNames: readonly string[], rows: readonly (readonly unknown[])[], rowsWritten: number) {
    this.columnNames = columnNames;
    this.rowsWritten = rowsWritten;
    this.#rows = rows;
  }

  /** The number of rows that were read so far. The real runtime also counts rows that the statement only scanned. */
  get rowsRead(): number {
    return this.#next;
  }

  /** @returns the next row, as an object */
  next(): IteratorResult<Row, undefined> {
    const row = this.#read();
    return row === undefined ? { done: true, value: undefined } : { done: false, value: this.#asObject(row) };
  }

  /** @returns the remaining rows */
  toArray(): Row[] {
    return [...this];
  }

  /**
   * Returns the only row.
   * @returns the row
   * @throws Error if there are no rows, or more than one
   */
  one(): Row {
    const row = this.#read();
    if (row === undefined) throw countError("no results");
    if (this.#read() !== undefined) throw countError("multiple results");
    return this.#asObject(row);
  }

  /**
   * Returns the remaining rows as arrays.
   * @typeParam Values the type of a row's values
   * @returns an iterator of them
   */
  raw<Values extends readonly unknown[] = unknown[]>(): RawRows<Values> {
    const rows = this.#raw() as IterableIterator<Values>;
    // Iterators have this method from Node 22 on.
    return Object.assign(rows, { toArray: () => [...rows] });
  }

  /** @returns the cursor itself */
  [Symbol.iterator](): this {
    return this;
  }

  *#raw(): IterableIterator<unknown> {
    for (let row = this.#read(); row !== undefined; row = this.#read()) yield row.map(columnValue);
  }

  #read(): readonly unknown[] | undefined {
    return this.#next < this.#rows.length ? this.#rows[this.#next++] : undefined;
  }

  #asObject(row: readonly unknown[]): Row {
    return Object.fromEntries(this.columnNames.map((name, i) => [name, columnValue(row[i])])) as Row;
  }
}

/** The wording is workerd's. */
function countError(found: string): Error {
  return plainError(ErrorCode.argument, `Expected exactly one result from SQL query, but got ${found}.`);
}
