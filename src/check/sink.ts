import type { RecordBatch } from "../bulk/records/batch.js";
import type { InputFormatName } from "./planned-input.js";

/** What a sink learns about an input before its records come. */
export interface InputInfo {
  /** Its index in the plan, from 0. */
  readonly index: number;
  /** As the user named it; `stdin` for standard input. */
  readonly name: string;
  /** As what it is read. */
  readonly format: InputFormatName;
  /** Bytes of text of all inputs before it. */
  readonly offset: number;
  /** The row that names the columns, with its line end; `undefined` for an input without one. */
  readonly header: Uint8Array | undefined;
  /** The byte that ends a record: LF, which may have a CR before it, or CR only. */
  readonly lineEnd: number;
  /** Whether an earlier run, which this one resumes, has read the first records of it. */
  readonly isResumed: boolean;
}

/**
 * One use of checked records: counts them, picks some of them out, records them in a database. Batches arrive in the
 * order of the inputs.
 * @typeParam Snapshot what the sink has collected, as plain JSON
 */
export interface Sink<Snapshot = unknown> {
  /** Bytes that wait for {@link flush}, about: the run asks for it when there are many. */
  readonly pending?: number;
  /**
   * The batches that follow belong to this input. Throws if the sink can't take its records.
   * @param input the input
   */
  startInput?(input: InputInfo): void;
  /**
   * Looks at a batch before any sink takes it, and may change the reasons in it. If it takes long, it lets signals in, and
   * throws `Stopped` when the run is asked to stop: then no sink gets the batch.
   * @param batch the next records
   */
  prepare?(batch: RecordBatch): Promise<void> | undefined;
  /**
   * Takes a batch, which is good only until this returns. Never waits.
   * @param batch the next records
   */
  add(batch: RecordBatch): void;
  /** Resolves once everything that was added is written. */
  flush?(): Promise<void>;
  /** What was collected so far, as plain JSON: for a checkpoint. */
  snapshot(): Snapshot;
  /**
   * Adds what another sink of this kind has collected from the records before.
   * @param part the snapshot of that sink
   */
  merge(part: Snapshot): void;
}

/** Where an output's bytes go. */
export interface Destination {
  /**
   * Resolves when it can take more. The bytes are not looked at after that.
   * @param bytes the next bytes
   */
  write(bytes: Uint8Array): Promise<void>;
}
