/** What a thread that decodes Parquet files is started with. */
export interface DecoderSetup {
  /** Where the packages that decode are. */
  readonly packages: PackageUrls;
}

/** What the thread is asked for: one file after another. */
export interface DecoderRequest {
  readonly path: string;
  /** The length of the file when it was opened. */
  readonly size: number;
  /** The column of the IDs; `undefined` for the only one. */
  readonly field: string | undefined;
  /** Whether its rows are asked for, or only its column. */
  readonly withRows: boolean;
}

/** A chunk of rows was taken, so that the thread may send another one. */
export const TAKEN = "taken";

/** The addresses of the modules of the two packages that read Parquet files. */
export interface PackageUrls {
  readonly hyparquet: string;
  readonly compressors: string;
}

/** What the thread tells of a file: `opened`, then `rows` if they are asked for, and `end`; `failed` ends it at any time. */
export type DecoderMessage =
  /** The file was opened. `field` is the column that holds the IDs. */
  | { readonly kind: "opened"; readonly field: string }
  /** JSON lines of the next rows, in memory that is the receiver's, and how much of the file they took so far. */
  | { readonly kind: "rows"; readonly text: Uint8Array; readonly bytesRead: number }
  | { readonly kind: "end" }
  /** The file can't be read: the message for the user. */
  | { readonly kind: "failed"; readonly message: string }
  /** The thread waits for something, so the decoder isn't caught in a loop. */
  | { readonly kind: "alive" };

/** Chunks of rows that the thread may be ahead. */
export const MOST_AHEAD = 64;
/** Milliseconds between two messages that the thread is alive. */
export const ALIVE_INTERVAL = 5000;
