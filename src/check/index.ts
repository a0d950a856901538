/**
 * Checks stored IDs in files of any size, on several threads: what the command `durable-id check` is made of. Needs Node.
 *
 * A {@link Plan} says what to read. {@link run} reads it, has the records judged, and hands them, in order, to sinks,
 * which count them, write them or do anything else. {@link checkFiles} does all that the command does.
 *
 * @module durable-id/check
 */
export type { RecordBatch, Span } from "../bulk/records/batch.js";
export type { ColumnChoice } from "../bulk/records/columns.js";
export { RECORD_FORMATS, type RecordFormatName, type RecordsOptions } from "../bulk/records/options.js";
export type { Position } from "../bulk/records/reader.js";
export type { Tally } from "../bulk/results.js";
export type { CsvFormat, JsonFormat, RecordFormat, ScanPlace, TextFormat } from "../engine/scan/types.js";
export type { VerdictArrays } from "../engine/types.js";
export { Verdict } from "../format/verdict.js";
export { type CheckHooks, checkFiles, tooFewRecords } from "./check-files.js";
export { createPlan, formatNameOf, MOST_JOBS, type PlanOptions } from "./create-plan.js";
export { CheckError, InputError, Stopped, type StopSignal, TooManyInvalid } from "./errors.js";
export { FileClaims, type OpenFile } from "./files/claims.js";
export type { Container } from "./inputs/container.js";
export type { Input, TextSource } from "./inputs/input.js";
export { type InputEnvironment, openInputs } from "./inputs/open-inputs.js";
export { type Decoding, readLines } from "./inputs/read-lines.js";
export type { FileIdentity, RegularFile } from "./inputs/regular-file.js";
export type { LabelledNamespace } from "./namespaces.js";
export type { CheckpointOptions, OutputOptions, ReportOptions, ResultsOptions } from "./output-options.js";
export type { InputFormat, Plan, PlannedInput } from "./plan.js";
export { type Place, type RunEnd, type RunHooks, run } from "./run.js";
export type { Destination, InputInfo, Sink } from "./sink.js";
export { Annotation } from "./sinks/annotation.js";
export { type Count, Counts, type CountsSnapshot, type NamespaceCount } from "./sinks/counts.js";
export { type CountedBin, type FaultBin, FaultHistogram, type HistogramSnapshot } from "./sinks/histogram.js";
export { type Fault, type FaultName, type Faults, Samples } from "./sinks/samples.js";
export { Selection, type SelectionSnapshot } from "./sinks/selection.js";
export { type Duplicates, type Ending, type ReportData, type StopReason, type Summary, summarize } from "./summary.js";
export type { SpawnThread, Thread } from "./threads/protocol.js";
export { type NamedVerdict, nameVerdict, type VerdictName } from "./verdict-names.js";
