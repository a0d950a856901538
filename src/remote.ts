/**
 * IDs and objects whose keys are elsewhere: what another server lists.
 *
 * @module durable-id/remote
 */
export {
  createListingClient,
  type ListedObjects,
  type ListingClient,
  type ListingClientOptions,
  type ListingCredentials,
} from "./remote/listing-client.js";
export {
  type PullEvent,
  type PulledNamespace,
  type PullOptions,
  type PullSummary,
  pullObjects,
} from "./remote/pull-objects.js";
export type { Fetch } from "./remote/request.js";
export type { RetryNotice } from "./remote/retry.js";
