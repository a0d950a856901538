/**
 * Namespaces and the IDs of their Durable Objects, byte for byte as workerd makes them: one by one, by the thousand, and
 * sent to other processes. Runs anywhere.
 *
 * @module durable-id
 */
export { idsFromNames } from "./bulk/names.js";
export type { RecordFormatName, RecordsOptions } from "./bulk/records/options.js";
export type { Repair, RepairKind } from "./bulk/repair.js";
export type { BulkResult, RecordResults, Tally } from "./bulk/results.js";
export { createValidator, type Validator, type ValidatorOptions } from "./bulk/validator.js";
export { type EngineReport, engineReport } from "./engine/select.js";
export type { EngineChoice, EngineName, Verdicts } from "./engine/types.js";
export { celldUniqueKey } from "./format/celld.js";
export { describeReason } from "./format/describe-reason.js";
export { type CodedError, ErrorCode } from "./format/errors.js";
export { type IdString, isIdString } from "./format/id-string.js";
export { DEFAULT_JURISDICTIONS, type Jurisdictions } from "./format/jurisdiction.js";
export { lookAlikeOf } from "./format/look-alike.js";
export { bareId, type Explanation, explainText, REASONS, type Reason, type TextFault } from "./format/reason.js";
export { NO_NAMESPACE, VERDICT_NAMES, Verdict, type VerdictName } from "./format/verdict.js";
export { createStub, type StubHandlers } from "./namespace/create-stub.js";
export { DurableObjectId } from "./namespace/id.js";
export { type CheckedId, type IdSchema, idSchema } from "./namespace/id-schema.js";
export { type InspectedId, inspectId, type MalformedId } from "./namespace/inspect-id.js";
export { DurableObjectNamespace } from "./namespace/namespace.js";
export type {
  Connect,
  GetOptions,
  NamespaceChanges,
  NamespaceKey,
  NamespaceOptions,
  NamespaceSettings,
  NewUniqueIdOptions,
  RetryOptions,
  VersionOptions,
} from "./namespace/options.js";
export { type PackErrorOptions, type PackedThrown, packError, unpackError } from "./namespace/pack-error.js";
export type { PackedError, PackedValue } from "./namespace/packed-value.js";
export type { ParsedId, RefusedId } from "./namespace/parsed-id.js";
export type { DurableObjectStub, RemoteMember } from "./namespace/stub.js";
export { contextId, MAX_NAME_BYTES, packId, unpackId } from "./namespace/transfer.js";
export type {
  DurableObjectNamespace as NamespaceMethods,
  DurableObjectNamespaceConstructor,
} from "./namespace/types.js";
export {
  SQL_DIALECTS,
  SQL_FORMS,
  SQL_RESULTS,
  type SqlDialect,
  type SqlForm,
  type SqlNamespace,
  type SqlOptions,
  type SqlResult,
  type SqlVerdictOptions,
  sqlExpression,
  sqlIdFromName,
} from "./sql/index.js";
