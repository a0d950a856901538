/**
 * Cloudflare's listing API of Durable Objects, over a directory: a request in, a response out. Runs anywhere.
 *
 * @module durable-id/rest
 */
export { MemoryDirectory } from "./directory/memory.js";
export { createListingApi, type ListingApi } from "./rest/api.js";
export type { AcceptedCredentials, Authenticate, Credentials, ListingApiOptions } from "./rest/options.js";
