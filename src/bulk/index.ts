/**
 * IDs by the thousand: validated against one namespace or several, or derived of names.
 *
 * @module durable-id/bulk
 */
export type { Verdicts } from "../engine/types.js";
export { Verdict } from "../verdict.js";
export { idsFromNames } from "./names.js";
export type { RecordFormatName, RecordsOptions } from "./records/options.js";
export type { BulkResult, RecordResults, Tally } from "./results.js";
export { createValidator, type Validator, type ValidatorOptions } from "./validator.js";
