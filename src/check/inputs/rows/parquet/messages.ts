/** The data that a decoder thread is started with. */
export interface DecoderSetup {
  /** The locations of the packages that decode. */
  readonly packages: PackageUrls;
}

/** A request to the thread: one file. */
export interface DecoderRequest {
  readonly path: string;
  /** The size of the file when it was opened. */
  readonly size: number;
  /** The column of the IDs; `undefined` for the only one. */
  readonly field: string | undefined;
  /** Whether to decode the rows, or only to find the column. */
  readonly withRows: boolean;
}

/** Sent to the thread when a chunk of rows was taken, so that it may send another one. */
export const TAKEN = "taken";

/** The URLs of the modules of the two packages that read Parquet files. */
export interface PackageUrls {
  readonly hyparquet: string;
  readonly compressors: string;
}

/** Messages of the thread about a file: `opened`, then `rows` if requested, and `end`; `failed` ends it at any time. */
export type DecoderMessage =
  /** The file was opened. `field` is the column that holds the IDs. */
  | { readonly kind: "opened"; readonly field: string }
  /** JSON lines of the next rows, in memory that the receiver owns, and how many bytes of the file were read so far. */
  | { readonly kind: "rows"; readonly text: Uint8Array; readonly bytesRead: number }
  | { readonly kind: "end" }
  /** The file can't be read: the message for the user. */
  | { readonly kind: "failed"; readonly message: string }
  /** The thread is waiting, so the decoder isn't in an endless loop. */
  | { readonly kind: "alive" };

/** How many chunks of rows the thread may send before the first is taken. */
export const MOST_AHEAD = 64;
/** Milliseconds between two `alive` messages. */
export const ALIVE_INTERVAL = 5000;
