/**
 * IDs by the thousand: validated against one namespace or several, or derived of names.
 *
 * @module durable-id/bulk
 */
export { idsFromNames } from "./bulk/names.js";
export type { RecordFormatName, RecordsOptions } from "./bulk/records/options.js";
export type { Repair, RepairKind } from "./bulk/repair.js";
export type { BulkResult, RecordResults, Tally } from "./bulk/results.js";
export { createValidator, type Validator, type ValidatorOptions } from "./bulk/validator.js";
export type { Verdicts } from "./engine/types.js";
export { NO_NAMESPACE, VERDICT_NAMES, Verdict, type VerdictName } from "./format/verdict.js";
