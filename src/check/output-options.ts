import type { InputError } from "./errors.js";
import type { Destination } from "./sink.js";
import type { ReportData, Summary } from "./summary.js";

/** The outputs of a run, apart from its summary. Each file is new, or replaces a regular file. */
export interface OutputOptions {
  /** Writes each record with its verdict, reason and place: to the path of a file, or to an open stream. */
  readonly annotate?: string | Destination | undefined;
  /** The path of a file for the invalid records, each with its verdict, reason and place. */
  readonly invalid?: string | undefined;
  /** The path of a file for the invalid records, byte for byte. */
  readonly invalidRecords?: string | undefined;
  /** The path of a file for the valid records. */
  readonly valid?: string | undefined;
  /** A CSV file for the damaged IDs, each with its repaired ID. */
  readonly repairs?: RepairOptions | undefined;
  /** How many samples of each reason the summary has, from 0 to 100; 3 by default. */
  readonly samples?: number | undefined;
  /** A report. */
  readonly report?: ReportOptions | undefined;
  /** Test results. */
  readonly results?: ResultsOptions | undefined;
  /** Whether to count the valid IDs that occur more than once. */
  readonly duplicates?: boolean | undefined;
  /**
   * A file that saves the progress of the run, so that the same run resumes there after it was stopped or killed. Not for
   * a plan with an `invalidLimit`.
   */
  readonly checkpoint?: CheckpointOptions | undefined;
}

/** A file of repairs. */
export interface RepairOptions {
  /** The path of the file. */
  readonly path: string;
  /** The maximum number of records that are searched, each for up to 512 candidates in each namespace; 100,000 by default. */
  readonly limit?: number | undefined;
}

/** A report of a run. */
export interface ReportOptions {
  /** The path of the file. */
  readonly path: string;
  /**
   * Returns its text.
   * @param data the summary, and the places of the faults
   */
  render(data: ReportData): string;
}

/** Test results for a CI. Unlike a report, they are also written, with the reason, if the run ends early. */
export interface ResultsOptions {
  /** The path of the file. */
  readonly path: string;
  /**
   * Returns its text.
   * @param summary the summary of everything that was read
   * @param fault why the run failed or ended early
   */
  render(summary: Summary, fault: InputError | undefined): string;
}

/** A file that saves the progress of a run. */
export interface CheckpointOptions {
  /** The path of the file. */
  readonly path: string;
  /** Milliseconds between two checkpoints. */
  readonly interval: number;
}
