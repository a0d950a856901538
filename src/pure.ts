/**
 * The same as `durable-id`, on the pure engine only: for bundles that count kilobytes.
 *
 * @module durable-id/pure
 */
export type { EngineChoice, EngineName } from "./engine/types.js";
export { describeReason } from "./format/describe-reason.js";
export { type CodedError, ErrorCode } from "./format/errors.js";
export { type IdString, isIdString } from "./format/id-string.js";
export { DEFAULT_JURISDICTIONS, type Jurisdictions } from "./format/jurisdiction.js";
export { lookAlikeOf } from "./format/look-alike.js";
export { bareId, type Explanation, explainText, REASONS, type Reason, type TextFault } from "./format/reason.js";
export { DurableObjectId } from "./namespace/id.js";
export { type CheckedId, type IdSchema, idSchema } from "./namespace/id-schema.js";
export { type InspectedId, inspectId, type MalformedId } from "./namespace/inspect-id.js";
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
export { DurableObjectNamespace } from "./namespace/pure-namespace.js";
export type { DurableObjectStub, RemoteMember } from "./namespace/stub.js";
export type {
  DurableObjectNamespace as NamespaceMethods,
  DurableObjectNamespaceConstructor,
} from "./namespace/types.js";
