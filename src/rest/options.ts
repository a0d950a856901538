import type { Directory } from "../directory/types.js";

/** The credentials of a request: an API token, or an email and its key. */
export type Credentials =
  | {
      /** The token in `Authorization: Bearer …`. */
      readonly token: string;
      /** Not allowed together with a token. */
      readonly email?: undefined;
      /** Not allowed together with a token. */
      readonly key?: undefined;
    }
  | {
      /** Not allowed together with a key. */
      readonly token?: undefined;
      /** The value of `X-Auth-Email`. */
      readonly email: string;
      /** The value of `X-Auth-Key`. */
      readonly key: string;
    };

/**
 * Checks credentials; if it returns `false`, the request is refused with 401.
 * @param credentials the credentials of the request, never empty
 * @param accountId the account in the path: 32 hex digits of either case
 */
export type Authenticate = (credentials: Credentials, accountId: string) => boolean | Promise<boolean>;

/** The accepted credentials, at least one; they are compared in constant time. */
export interface AcceptedCredentials {
  /** Tokens for `Authorization: Bearer …`: printable ASCII without spaces. */
  readonly tokens?: readonly string[] | undefined;
  /** Pairs for `X-Auth-Email` with `X-Auth-Key`. */
  readonly keys?:
    | readonly {
        /** The value of `X-Auth-Email`: printable ASCII without spaces. */
        readonly email: string;
        /** The value of `X-Auth-Key`: printable ASCII without spaces. */
        readonly key: string;
      }[]
    | undefined;
}

/** Options of `createListingApi`. */
export interface ListingApiOptions {
  /** The directory with the namespaces and objects. */
  readonly directory: Pick<Directory, "namespaces" | "namespace" | "objects" | "secret">;
  /** Who may list them. */
  readonly auth: AcceptedCredentials | Authenticate;
  /** The only account, 32 hex digits: requests for others are refused with 403. By default all accounts are accepted. */
  readonly accountId?: string | undefined;
  /**
   * The secret that authenticates cursors, at least 16 bytes. By default the directory's own secret, or, if it has none, one
   * derived from the first of the accepted credentials. Cursors are valid while it stays the same.
   */
  readonly cursorSecret?: Uint8Array | undefined;
  /**
   * Called for internal errors, which the client sees as a 500 without the reason.
   * @param error the error of the directory or of the function `auth`
   */
  readonly onError?: ((error: unknown) => void) | undefined;
}
