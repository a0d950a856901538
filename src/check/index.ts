/**
 * Checks stored IDs in files of any size, on several threads: the library behind the command `durable-id check`. Needs
 * Node.
 *
 * A {@link Plan} describes what to read. {@link run} reads it, gets a verdict for each record, and passes the records, in
 * order, to sinks, which count them, write them or do anything else. {@link checkFiles} does everything that the command
 * does, and {@link reconcile} everything that `durable-id reconcile` does.
 *
 * @module durable-id/check
 */
export type { RecordBatch, Span } from "../bulk/records/batch.js";
export type { ColumnChoice } from "../bulk/records/columns.js";
export type { RecordFormatName, RecordsOptions } from "../bulk/records/options.js";
export type { Position } from "../bulk/records/reader.js";
export { REPAIR_KINDS, type Repair, type RepairKind } from "../bulk/repair.js";
export type { Tally } from "../bulk/results.js";
export type { CsvFormat, JsonFormat, RecordFormat, ScanPlace, TextFormat } from "../engine/scan/types.js";
export type { VerdictArrays } from "../engine/types.js";
export { type Explanation, REASONS, type Reason, type TextFault } from "../format/reason.js";
export { Verdict, type VerdictName } from "../format/verdict.js";
export type { AsyncClosable } from "../system/async-closable.js";
export type { CandidateNamespace } from "./candidates.js";
export { type CheckHooks, checkFiles, tooFewRecords } from "./check-files.js";
export {
  createPlan,
  type FileOptions,
  formatNameOf,
  type InputOptions,
  MOST_JOBS,
  type PlanOptions,
} from "./create-plan.js";
export { CheckError, InputError, RemoteError, Stopped, type StopSignal, TooManyInvalid } from "./errors.js";
export { FileClaims, type OpenFile } from "./files/claims.js";
export { foreignHints } from "./foreign-hints.js";
export { formVerdicts } from "./form-verdicts.js";
export type { Hint } from "./hints.js";
export { type FindOptions, type FoundId, IdFinder } from "./id-finder.js";
export type { Container } from "./inputs/container.js";
export type { Input, TextSource } from "./inputs/input.js";
export { type InputEnvironment, openInputs } from "./inputs/open-inputs.js";
export { type Decoding, readLines } from "./inputs/read-lines.js";
export type { FileIdentity, RegularFile } from "./inputs/regular-file.js";
export type { JudgeName } from "./judge.js";
export type { JudgedNamespace, LabelledNamespace } from "./namespaces.js";
export type {
  CheckpointOptions,
  OutputOptions,
  RepairOptions,
  ReportOptions,
  ResultsOptions,
} from "./output-options.js";
export type { Plan } from "./plan.js";
export { INPUT_FORMATS, type InputFormat, type InputFormatName, type PlannedInput } from "./planned-input.js";
export type {
  ListedNamespace,
  ListedNamespaces,
  ListedObject,
  ListedObjectPage,
  Listing,
} from "./reconcile/listing.js";
export type { ObjectCounts } from "./reconcile/object-counts.js";
export type { ReconcileOptions, ReconcileReportOptions } from "./reconcile/options.js";
export { type ReconcileHooks, reconcile } from "./reconcile/reconcile.js";
export {
  isReconciled,
  type ReconciledNamespace,
  type Reconciliation,
  type StoredCounts,
  type StoredInput,
} from "./reconcile/reconciliation.js";
export { type RemoteOptions, remoteVerdicts } from "./remote/remote-verdicts.js";
export { type Place, type RunEnd, type RunHooks, run } from "./run.js";
export type { Destination, InputInfo, Sink } from "./sink.js";
export { Annotation, type AnnotationSnapshot } from "./sinks/annotation.js";
export { Counts, type CountsSnapshot, type InputCount, type NamespaceCount } from "./sinks/counts.js";
export { ForeignIds, type ForeignIdsSnapshot } from "./sinks/foreign-ids.js";
export {
  type CountedBin,
  type FaultBin,
  FaultHistogram,
  type HistogramSnapshot,
  type InputOffset,
  type InputStart,
} from "./sinks/histogram.js";
export type { Count, InputSnapshot, ReasonCounts } from "./sinks/input-counts.js";
export {
  type RepairCounts,
  type RepairLimits,
  type RepairSettings,
  Repairs,
  type RepairsSnapshot,
} from "./sinks/repairs.js";
export { type FaultName, type KeptSample, MOST_SAMPLES, type Sample, Samples } from "./sinks/samples.js";
export { Selection, type SelectionSnapshot } from "./sinks/selection.js";
export { type Duplicates, type Ending, type ReportData, type StopReason, type Summary, summarize } from "./summary.js";
export type { SpawnThread, Thread, ThreadLimits } from "./threads/protocol.js";
export { type NamedVerdict, nameVerdict } from "./verdict-names.js";
export type { VerdictSource } from "./verdict-source.js";
