import type { ListedNamespace } from "../directory/copy.js";
import type { ObjectEntry } from "../directory/types.js";
import type { Fetch } from "./request.js";
import type { RetryNotice } from "./retry.js";

/** What a client authenticates with: an API token, or an email with its key. */
export type ListingCredentials =
  | {
      /** An API token that may read Workers scripts. */
      readonly token: string;
      /** The other way. */
      readonly email?: undefined;
      /** The other way. */
      readonly key?: undefined;
    }
  | {
      /** The other way. */
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
   * Where the API is: `https://api.cloudflare.com/client/v4`, unless it is given. `http://` only for this machine, such
   * as `http://127.0.0.1:8787/client/v4` for `durable-id serve`.
   */
  readonly baseUrl?: string | undefined;
  /** Accepts `http://` for other machines too: everybody on the way can read the credentials then. */
  readonly allowHttp?: boolean | undefined;
  /** Sends the requests, instead of the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /**
   * Called before a request is repeated.
   * @param notice why, and after which pause
   */
  readonly onRetry?: ((notice: RetryNotice) => void) | undefined;
};

/** A page of objects, and where the next one starts. */
export interface ListedObjects {
  /** The objects, in whatever order the API has them. */
  readonly objects: readonly ObjectEntry[];
  /** The cursor of the next page; empty after the last. */
  readonly next: string;
}

/** Reads one account's namespaces and objects from a listing API. */
export interface ListingClient {
  /** What is read: the API's address and the account. */
  readonly source: string;
  /**
   * All namespaces of the account.
   * @param options `signal` ends requests and pauses at once
   * @throws Error (`ERR_DO_LISTING_REFUSED`, `ERR_DO_LISTING_ANSWER`, `ERR_DO_LISTING_UNREACHABLE`)
   */
  namespaces(options?: { readonly signal?: AbortSignal | undefined }): Promise<readonly ListedNamespace[]>;
  /**
   * A page of the objects in a namespace, 10,000 if there are as many.
   * @param namespace the namespace's id
   * @param options `cursor` is the `next` of the page before, and empty for the first page; `signal` ends requests and
   * pauses at once
   * @throws Error: `ERR_DO_LISTING_CURSOR` if the API doesn't accept the cursor any more; and as `namespaces`
   */
  objects(
    namespace: string,
    options?: { readonly cursor?: string | undefined; readonly signal?: AbortSignal | undefined },
  ): Promise<ListedObjects>;
}
