import type { InputError } from "./errors.js";
import type { Destination } from "./sink.js";
import type { ReportData, Summary } from "./summary.js";

/** What a run writes, apart from its summary. All files are new ones, or replace regular files. */
export interface OutputOptions {
  /** Each record with its verdict, reason and place: the path of a file, or an open stream. */
  readonly annotate?: string | Destination | undefined;
  /** The path of a file for the records that are not valid, each with its verdict, reason and place. */
  readonly invalid?: string | undefined;
  /** The path of a file for the records that are not valid, byte for byte. */
  readonly invalidRecords?: string | undefined;
  /** The path of a file for the records that are valid. */
  readonly valid?: string | undefined;
  /** A CSV file for the damaged IDs, each with the ID that it was. */
  readonly repairs?: RepairOptions | undefined;
  /** Samples of each reason in the summary, from 0 to 100; 3 by default. */
  readonly samples?: number | undefined;
  /** A report. */
  readonly report?: ReportOptions | undefined;
  /** Test results. */
  readonly results?: ResultsOptions | undefined;
  /** Whether to count the valid IDs that occur more than once. */
  readonly duplicates?: boolean | undefined;
  /** A file that keeps the state of the run, so that the same run goes on there after it was stopped or killed. */
  readonly checkpoint?: CheckpointOptions | undefined;
}

/** A file of repairs. */
export interface RepairOptions {
  /** The path of the file. */
  readonly path: string;
  /** The most records that are searched, each for up to 512 candidates in each namespace; by default 100,000. */
  readonly limit?: number | undefined;
}

/** A report of a run. */
export interface ReportOptions {
  /** The path of the file. */
  readonly path: string;
  /**
   * Makes its text.
   * @param data the summary, and where the faults are
   */
  render(data: ReportData): string;
}

/** Test results for a CI. Unlike a report, they are also written if the run ends early, and say so. */
export interface ResultsOptions {
  /** The path of the file. */
  readonly path: string;
  /**
   * Makes its text.
   * @param summary the summary of all that was read
   * @param fault why the run failed or ended early
   */
  render(summary: Summary, fault: InputError | undefined): string;
}

/** A file that keeps the state of a run. */
export interface CheckpointOptions {
  /** The path of the file. */
  readonly path: string;
  /** Milliseconds from one saving to the next. */
  readonly interval: number;
}
