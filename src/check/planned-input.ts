import type { ColumnChoice } from "../bulk/records/columns.js";
import { RECORD_FORMATS, type RecordFormatName } from "../bulk/records/options.js";
import type { RecordFormat } from "../engine/scan/types.js";
import type { Input } from "./inputs/input.js";

/** The name of an input format. Tables are read row by row, other formats byte by byte. */
export type InputFormatName = RecordFormatName | "parquet" | "sqlite";

/** All formats of inputs. */
export const INPUT_FORMATS: readonly InputFormatName[] = [...RECORD_FORMATS, "parquet", "sqlite"];

/** How the records of an input are read. */
export interface InputFormat {
  /** The format of the input. The text of `parquet` and `sqlite` is generated from their rows, as JSON lines. */
  readonly name: InputFormatName;
  /** SQLite: the query that selects the rows. */
  readonly query?: string | undefined;
  /** How its bytes are cut into records, and where the ID is in a record. */
  readonly format: RecordFormat;
  /** CSV: how to find the column of the IDs. */
  readonly column?: ColumnChoice | undefined;
  /** Whether IDs may be stored as `Class:ID`. */
  readonly scoped?: boolean | undefined;
}

/** An input with its format. */
export interface PlannedInput {
  /** The input. */
  readonly input: Input;
  /** How it is read. */
  readonly format: InputFormat;
}
