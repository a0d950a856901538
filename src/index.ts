/**
 * Namespaces and the IDs of their Durable Objects, byte for byte as workerd makes them: the core, which runs anywhere.
 *
 * @module durable-id
 */
export { type EngineReport, engineReport } from "./engine/select.js";
export type { EngineChoice, EngineName } from "./engine/types.js";
export { celldUniqueKey } from "./format/celld.js";
export { describeReason } from "./format/describe-reason.js";
export { type CodedError, ErrorCode } from "./format/errors.js";
export { type IdString, isIdString } from "./format/id-string.js";
export { DEFAULT_JURISDICTIONS, type Jurisdictions } from "./format/jurisdiction.js";
export { lookAlikeOf } from "./format/look-alike.js";
export { bareId, type Explanation, explainText, REASONS, type Reason, type TextFault } from "./format/reason.js";
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
export type { ParsedId, RefusedId } from "./namespace/parsed-id.js";
export type { DurableObjectStub, RemoteMember } from "./namespace/stub.js";
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
