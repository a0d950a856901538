import type { RecordBatch } from "../bulk/records/batch.js";
import type { InputFormatName } from "./planned-input.js";

/** The description of an input that a sink gets before its records. */
export interface InputInfo {
  /** Its index in the plan, from 0. */
  readonly index: number;
  /** The name that the user gave it; `stdin` for standard input. */
  readonly name: string;
  /** The format in which it is read. */
  readonly format: InputFormatName;
  /** Bytes of text in all inputs before it. */
  readonly offset: number;
  /** The row with the names of the columns, including its line end; `undefined` if the input has no such row. */
  readonly header: Uint8Array | undefined;
  /** The byte that ends a record: LF (an optional CR may precede it), or CR. */
  readonly lineEnd: number;
  /** Whether an earlier run, which this one resumes, read its first records. */
  readonly isResumed: boolean;
}

/**
 * A consumer of checked records, which for example counts them, writes some of them, or stores them in a database.
 * Batches arrive in the order of the inputs.
 * @typeParam Snapshot the sink's state, as plain JSON
 */
export interface Sink<Snapshot = unknown> {
  /** About how many bytes are buffered: the run calls {@link flush} when there are many. */
  readonly pending?: number;
  /**
   * Announces that the following batches belong to this input. Throws if the sink can't accept its records.
   * @param input the input
   */
  startInput?(input: InputInfo): void;
  /**
   * Examines a batch before any sink gets it, and may change the reasons in it. If it takes long, it lets signals in, and
   * throws `Stopped` when the run is stopped: then no sink gets the batch.
   * @param batch the next records
   */
  prepare?(batch: RecordBatch): Promise<void> | undefined;
  /**
   * Processes a batch, which is valid only until this method returns. Always synchronous.
   * @param batch the next records
   */
  add(batch: RecordBatch): void;
  /** Resolves once all buffered bytes are written. */
  flush?(): Promise<void>;
  /** Returns the state so far, as plain JSON: for a checkpoint. */
  snapshot(): Snapshot;
  /**
   * Adds the state of another sink of this kind that processed the records before these.
   * @param part the snapshot of that sink
   */
  merge(part: Snapshot): void;
}

/** Receives the bytes of an output. */
export interface Destination {
  /**
   * Writes bytes. Resolves when it accepts more; after that, the caller may overwrite the bytes.
   * @param bytes the next bytes
   */
  write(bytes: Uint8Array): Promise<void>;
}
