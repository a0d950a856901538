/**
 * IDs and objects whose keys are elsewhere. Verdicts by the binding: a handler for a Worker that says which IDs are valid in
 * the namespaces that it has bound. And the listing: a client of Cloudflare's API, and what copies it into a directory.
 *
 * @module durable-id/remote
 */

export type { VerdictName } from "./format/verdict.js";
export type { BoundId, BoundNamespace, BoundNamespaces, RestrictedNamespace } from "./remote/bindings.js";
export {
  createVerdictHandler,
  type ReadToken,
  type VerdictHandler,
  type VerdictHandlerOptions,
} from "./remote/handler.js";
export { createListingClient } from "./remote/listing-client.js";
export type {
  ListedObjects,
  ListingClient,
  ListingClientOptions,
  ListingCredentials,
} from "./remote/listing-types.js";
export type { Outcome, VerdictAnswer, VerdictRefusal } from "./remote/protocol.js";
export {
  type PullEvent,
  type PulledNamespace,
  type PullOptions,
  type PullSummary,
  pullObjects,
} from "./remote/pull-objects.js";
export type { Fetch } from "./remote/request.js";
export type { RetryNotice } from "./remote/retry.js";
