/** What a thread that decodes a Parquet file is started with. */
export interface DecoderSetup {
  /** Where the packages that decode are. */
  readonly packages: PackageUrls;
  readonly path: string;
  /** The length of the file when it was opened. */
  readonly size: number;
  /** The column of the IDs; `undefined` for the only one. */
  readonly field: string | undefined;
}

/** The addresses of the modules of the two packages that read Parquet files. */
export interface PackageUrls {
  readonly hyparquet: string;
  readonly compressors: string;
}

/** What the thread tells: `opened` first, then `rows` up to `end`; `failed` at any time, and then nothing more. */
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

/** Chunks of rows that the thread may be ahead. For each one that is taken, it gets a message. */
export const MOST_AHEAD = 64;
/** Milliseconds between two messages that the thread is alive. */
export const ALIVE_INTERVAL = 5000;
