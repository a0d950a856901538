import type { ListedNamespace } from "../directory/copy.js";
import type { ObjectEntry } from "../directory/types.js";
import type { Fetch } from "./request.js";
import type { RetryNotice } from "./retry.js";

/** The credentials of a client: an API token, or an email with its key. */
export type ListingCredentials =
  | {
      /** An API token with the permission to read Workers scripts. */
      readonly token: string;
      /** Not allowed together with a token. */
      readonly email?: undefined;
      /** Not allowed together with a token. */
      readonly key?: undefined;
    }
  | {
      /** Not allowed together with a key. */
      readonly token?: undefined;
      /** The email of the account's user. */
      readonly email: string;
      /** That user's global API key. */
      readonly key: string;
    };

/** Options of `createListingClient`. */
export type ListingClientOptions = ListingCredentials & {
  /** The account: 32 hex digits. */
  readonly accountId: string;
  /**
   * The address of the API: `https://api.cloudflare.com/client/v4` by default. `http://` is only allowed for this machine,
   * such as `http://127.0.0.1:8787/client/v4` for `durable-id serve`.
   */
  readonly baseUrl?: string | undefined;
  /** Allows `http://` for other machines too, which exposes the credentials to the network. */
  readonly allowHttp?: boolean | undefined;
  /** Sends the requests, instead of the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /**
   * Called before a request is repeated.
   * @param notice the reason, and the pause
   */
  readonly onRetry?: ((notice: RetryNotice) => void) | undefined;
};

/** A page of objects, with the cursor of the next one. */
export interface ListedObjects {
  /** The objects, in the order of the API. */
  readonly objects: readonly ObjectEntry[];
  /** The cursor of the next page; empty after the last. */
  readonly next: string;
}

/** Reads one account's namespaces and objects from a listing API. */
export interface ListingClient {
  /** The source of the data: the API's address and the account. */
  readonly source: string;
  /**
   * Returns all namespaces of the account.
   * @param options `signal` ends requests and pauses at once
   * @throws Error (`ERR_DO_LISTING_REFUSED`, `ERR_DO_LISTING_ANSWER`, `ERR_DO_LISTING_UNREACHABLE`)
   */
  namespaces(options?: { readonly signal?: AbortSignal | undefined }): Promise<readonly ListedNamespace[]>;
  /**
   * Returns a page of the objects in a namespace, up to 10,000.
   * @param namespace the namespace's id
   * @param options `cursor` is the `next` of the previous page, and empty for the first page; `signal` ends requests and
   * pauses at once
   * @throws Error: `ERR_DO_LISTING_CURSOR` if the API no longer accepts the cursor; and the errors of `namespaces`
   */
  objects(
    namespace: string,
    options?: { readonly cursor?: string | undefined; readonly signal?: AbortSignal | undefined },
  ): Promise<ListedObjects>;
}
