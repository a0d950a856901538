import type { Reconciliation } from "./reconciliation.js";

/** Options of {@link reconcile}: what it compares, and what it writes. Each file is new, or replaces a regular file. */
export interface ReconcileOptions {
  /** The namespaces of the listing, by id or by name (`<script>_<class>`); by default all of them. */
  readonly namespaces?: readonly string[] | undefined;
  /** A CSV file for the objects that are listed and whose IDs are stored: namespace, id and hasStoredData. */
  readonly both?: string | undefined;
  /** A text file for the IDs that are stored and not listed, one a line. */
  readonly storedOnly?: string | undefined;
  /** A CSV file for the objects that are listed and whose IDs are not stored: namespace, id and hasStoredData. */
  readonly listedOnly?: string | undefined;
  /** A report. */
  readonly report?: ReconcileReportOptions | undefined;
}

/** A report of a comparison. */
export interface ReconcileReportOptions {
  /** The path of the file. */
  readonly path: string;
  /**
   * Returns its text.
   * @param data the results of the comparison
   */
  render(data: Reconciliation): string;
}
