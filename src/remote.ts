/**
 * Verdicts by the binding: a handler for a Worker that says which IDs are valid in the namespaces that it has bound.
 *
 * @module durable-id/remote
 */
export type { BoundId, BoundNamespace, BoundNamespaces, RestrictedNamespace } from "./remote/bindings.js";
export {
  createVerdictHandler,
  type ReadToken,
  type VerdictHandler,
  type VerdictHandlerOptions,
} from "./remote/handler.js";
export type { Outcome, VerdictAnswer, VerdictName, VerdictRefusal } from "./remote/protocol.js";
