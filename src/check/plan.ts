import type { ColumnChoice } from "../bulk/records/columns.js";
import { RECORD_FORMATS, type RecordFormatName } from "../bulk/records/options.js";
import type { RecordFormat } from "../engine/scan/types.js";
import type { EngineChoice } from "../engine/types.js";
import type { CandidateNamespace } from "./candidates.js";
import type { Input } from "./inputs/input.js";
import type { LabelledNamespace } from "./namespaces.js";
import type { SpawnThread } from "./threads/protocol.js";

/** The name of a format of inputs. Those of tables are read row by row, others byte by byte. */
export type InputFormatName = RecordFormatName | "parquet" | "sqlite";

/** All formats of inputs. */
export const INPUT_FORMATS: readonly InputFormatName[] = [...RECORD_FORMATS, "parquet", "sqlite"];

/** How the records of an input are read. */
export interface InputFormat {
  /** The format of the input. The text of `parquet` and `sqlite` is made of their rows, as JSON lines. */
  readonly name: InputFormatName;
  /** SQLite: what the rows are. */
  readonly query?: string | undefined;
  /** How its bytes are cut into records, and where in a record the ID is. */
  readonly format: RecordFormat;
  /** CSV: how to find the column of the IDs. */
  readonly column?: ColumnChoice | undefined;
  /** Whether IDs may be stored as `Class:ID`. */
  readonly scoped?: boolean | undefined;
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
  /** Namespaces that foreign IDs are tried against for a hint; undefined if none are known. */
  readonly candidates?: readonly CandidateNamespace[] | undefined;
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
