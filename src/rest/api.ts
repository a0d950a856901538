import { ErrorCode, rangeError, typeError } from "../errors.js";
import type { ListingApiOptions } from "./options.js";
import { createRoutes } from "./routes.js";

/** Answers a request; it never rejects. */
export type ListingApi = (request: Request) => Promise<Response>;

/**
 * Cloudflare's listing API of Durable Objects over a directory, for the official SDKs: both endpoints under
 * `/client/v4/accounts/{account_id}/workers/durable_objects/namespaces`, on whatever origin it is served from, and the
 * OpenAPI document at `/client/v4/openapi.json`, for which no credentials are needed.
 * @throws TypeError or RangeError (`ERR_DO_ARGUMENT`) for options that can't work
 *
 * @example
 * const api = createListingApi({ directory, auth: { tokens: [process.env.TOKEN] } });
 * export default { fetch: api };
 */
export function createListingApi(options: ListingApiOptions): ListingApi {
  const { directory, accountId } = options;
  if (typeof directory?.namespaces !== "function" || typeof directory.objects !== "function") {
    throw typeError(ErrorCode.argument, "`directory` must be a directory: see durable-id/directory.");
  }
  if (accountId !== undefined && !/^[0-9a-f]{32}$/i.test(accountId)) {
    throw rangeError(ErrorCode.argument, "`accountId` must be 32 hex digits.");
  }
  const routes = createRoutes(options);
  return async (request) => routes.fetch(request);
}
