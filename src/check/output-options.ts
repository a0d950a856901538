import type { Destination } from "./sink.js";
import type { ReportData } from "./summary.js";

/** What a run writes, apart from its summary. All files are new ones, or replace regular files. */
export interface OutputOptions {
  /** Each record with its verdict, namespace and jurisdiction: the path of a file, or an open stream. */
  readonly annotate?: string | Destination | undefined;
  /** The path of a file for the records that are not valid. */
  readonly invalid?: string | undefined;
  /** The path of a file for the records that are valid. */
  readonly valid?: string | undefined;
  /** The path of a file for a report, and what makes its text. */
  readonly report?: { readonly path: string; readonly render: (data: ReportData) => string } | undefined;
  /** Whether to count the valid IDs that occur more than once. */
  readonly duplicates?: boolean | undefined;
  /**
   * The path of a file that keeps the state of the run, so that the same run goes on there after it was stopped or
   * killed; `interval` is in milliseconds.
   */
  readonly checkpoint?: { readonly path: string; readonly interval: number } | undefined;
}
