import type { ColumnChoice } from "../bulk/records/columns.js";
import type { RecordFormat } from "../engine/scan/types.js";
import type { EngineChoice } from "../engine/select.js";
import type { Input } from "./inputs/input.js";
import type { LabelledNamespace } from "./namespaces.js";
import type { SpawnThread } from "./threads/protocol.js";

/** How the records of an input are read. */
export interface InputFormat {
  /** How its bytes are cut into records, and where in a record the ID is. */
  readonly format: RecordFormat;
  /** CSV: how to find the column of the IDs. */
  readonly column?: ColumnChoice | undefined;
}

/** An input and how it is read. */
export interface PlannedInput {
  /** The input. */
  readonly input: Input;
  /** How it is read. */
  readonly format: InputFormat;
}

/** What a run is to do: every option resolved and checked, so that nothing behind it sees an option again. */
export interface Plan {
  /** In the order in which they are read. */
  readonly inputs: readonly PlannedInput[];
  /** At least one. */
  readonly namespaces: readonly LabelledNamespace[];
  /** What does the hashing; by default the engine of the first namespace. */
  readonly engine?: EngineChoice | undefined;
  /** Threads that judge, from 1. If every input is a gzip file, the one in which zlib unpacks is among them. */
  readonly jobs: number;
  /** Records that there must be at least. */
  readonly minRecords: number;
  /** Stops the run at the first record that makes more than this many invalid. */
  readonly invalidLimit?: number | undefined;
  /** Stops the run when it is aborted; the reason is the signal's name. */
  readonly stop?: AbortSignal | undefined;
  /** Starts a thread, for a program in one file. */
  readonly spawn?: SpawnThread | undefined;
}
