/**
 * Cloudflare's listing API of Durable Objects, over a directory: a request in, a response out.
 *
 * @module durable-id/rest
 */
export { createListingApi, type ListingApi } from "./rest/api.js";
export type { AcceptedCredentials, Authenticate, Credentials, ListingApiOptions } from "./rest/options.js";
