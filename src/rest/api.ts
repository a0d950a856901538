import { argumentError, ErrorCode, rangeError, typeError } from "../format/errors.js";
import type { ListingApiOptions } from "./options.js";
import { createRoutes } from "./routes.js";

/**
 * Handles a request; it never rejects.
 * @param request a request for any origin: its path, query, method and headers are used
 */
export type ListingApi = (request: Request) => Promise<Response>;

/**
 * Creates Cloudflare's listing API of Durable Objects for a directory, compatible with the official SDKs. It has both
 * endpoints under `/client/v4/accounts/{account_id}/workers/durable_objects/namespaces`, on any origin, and the OpenAPI
 * document at `/client/v4/openapi.json`, which needs no credentials.
 * @param options the directory, and the accepted credentials
 * @throws TypeError or RangeError (`ERR_DO_ARGUMENT`) for invalid options
 *
 * @example
 * ```js
 * import { MemoryDirectory } from "durable-id/directory";
 * import { createListingApi } from "durable-id/rest";
 *
 * const directory = new MemoryDirectory();
 * directory.add({ uniqueKey: "my-worker-ChatRoom", script: "my-worker", class: "ChatRoom" });
 * const api = createListingApi({ directory, auth: { tokens: ["a-token"] } });
 *
 * const url = `http://localhost/client/v4/accounts/${"0".repeat(32)}/workers/durable_objects/namespaces`;
 * const response = await api(new Request(url, { headers: { authorization: "Bearer a-token" } }));
 * response.status; // → 200
 * const { result } = await response.json();
 * result[0].name; // → "my-worker_ChatRoom"
 * ```
 */
export function createListingApi(options: ListingApiOptions): ListingApi {
  if (typeof options !== "object" || options === null) {
    throw argumentError("createListingApi", "durable-id/rest", 1, "ListingApiOptions");
  }
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
