import type { Directory } from "../directory/types.js";

/** What a request authenticates with: an API token, or an email and its key. */
export type Credentials =
  | {
      /** What came as `Authorization: Bearer …`. */
      readonly token: string;
      /** The other way. */
      readonly email?: undefined;
      /** The other way. */
      readonly key?: undefined;
    }
  | {
      /** The other way. */
      readonly token?: undefined;
      /** What came as `X-Auth-Email`. */
      readonly email: string;
      /** What came as `X-Auth-Key`. */
      readonly key: string;
    };

/**
 * Decides on credentials: `false` is answered with 401.
 * @param credentials as they came, never empty
 * @param accountId of the path: 32 hex digits of either case
 */
export type Authenticate = (credentials: Credentials, accountId: string) => boolean | Promise<boolean>;

/** The credentials that are accepted, at least one; they are compared in constant time. */
export interface AcceptedCredentials {
  /** For `Authorization: Bearer …`: printable ASCII without spaces. */
  readonly tokens?: readonly string[] | undefined;
  /** For `X-Auth-Email` with `X-Auth-Key`. */
  readonly keys?:
    | readonly {
        /** For `X-Auth-Email`: printable ASCII without spaces. */
        readonly email: string;
        /** For `X-Auth-Key`: printable ASCII without spaces. */
        readonly key: string;
      }[]
    | undefined;
}

/** Options of `createListingApi`. */
export interface ListingApiOptions {
  /** What is listed. */
  readonly directory: Pick<Directory, "namespaces" | "namespace" | "objects" | "secret">;
  /** Who may list it. */
  readonly auth: AcceptedCredentials | Authenticate;
  /** The one account there is, 32 hex digits: requests for any other are answered with 403. Without it any will do. */
  readonly accountId?: string | undefined;
  /**
   * What cursors are authenticated with, at least 16 bytes. By default the directory's own secret, or, where it has
   * none, one derived from the first of the accepted credentials; a cursor is good as long as this stays the same.
   */
  readonly cursorSecret?: Uint8Array | undefined;
  /**
   * Told of what goes wrong on this side, which the client sees as a 500 without its reason.
   * @param error what a directory or the function `auth` threw
   */
  readonly onError?: ((error: unknown) => void) | undefined;
}
