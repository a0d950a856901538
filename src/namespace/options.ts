import type { EngineChoice } from "../engine/types.js";
import type { Jurisdictions } from "../format/jurisdiction.js";
import type { DurableObjectId } from "./id.js";

/** Options of `get` and `getByName`, as they reach `connect`. */
export interface GetOptions {
  /** Where the object should be made if it isn't there yet (`weur`, `enam`, …): a string, not checked. */
  locationHint?: string | undefined;
  /** The only mode that exists. */
  routingMode?: "primary-only" | undefined;
  /** The version of the Worker that should run the object. */
  version?: VersionOptions | undefined;
  /** How calls that fail are retried. */
  retry?: RetryOptions | undefined;
}

/** The option `version` of `get`. */
export interface VersionOptions {
  /** The cohort of users that the call belongs to: a string, not checked. */
  cohort?: string | undefined;
}

/** The option `retry` of `get`. */
export interface RetryOptions {
  /** An integer from 0 to 10. */
  maxRetries?: number | undefined;
  /** An integer from 500 to 60,000. */
  timeoutMs?: number | undefined;
}

/** Options of `newUniqueId`. */
export interface NewUniqueIdOptions {
  /** The jurisdiction of the ID; `undefined` or `null` for none. */
  jurisdiction?: string | null | undefined;
}

/**
 * Makes the stub of an object: at once, without making the object.
 * @typeParam Stub what it returns
 * @param id an ID of the namespace, as the caller of `get` gave it, or with the name that `getByName` was given
 * @param options checked, and made strings; an empty object where there were none
 */
export type Connect<Stub> = (id: DurableObjectId, options: GetOptions) => Stub;

/**
 * The settings of a namespace, apart from its key.
 * @typeParam Stub what `connect` returns
 */
export interface NamespaceSettings<Stub> {
  /** The jurisdictions of the namespace: codes from 1 to 255 by name. By default `DEFAULT_JURISDICTIONS`. */
  jurisdictions?: Jurisdictions | undefined;
  /**
   * Returns random bytes; given so that tests can be repeated. By default they are from `crypto.getRandomValues`.
   * @param length how many are wanted: 16
   */
  randomBytes?: ((length: number) => Uint8Array) | undefined;
  /** What `get` and `getByName` return. Without it they throw `ERR_DO_NO_CONNECT`. */
  connect?: Connect<Stub> | undefined;
  /** What does the hashing. By default `auto`: the fastest that runs here. */
  engine?: EngineChoice | undefined;
}

/**
 * The settings of a namespace that `with` changes.
 * @typeParam Stub what `connect` returns
 */
export type NamespaceChanges<Stub> = Pick<NamespaceSettings<Stub>, "connect" | "randomBytes">;

/** The key of a namespace, in one of its two forms. */
export type NamespaceKey =
  | {
      /** The namespace's string, such as `my-worker-ChatRoom`, of any length. It is not secret: anyone who guesses it can make IDs. */
      uniqueKey: string;
      /** The other form. */
      key?: undefined;
    }
  | {
      /** The other form. */
      uniqueKey?: undefined;
      /** The root key itself, 32 bytes. A secret. */
      key: Uint8Array;
    };

/**
 * Options of a namespace: a `uniqueKey` or a `key`, and the settings.
 * @typeParam Stub what `connect` returns
 */
export type NamespaceOptions<Stub = unknown> = NamespaceKey & NamespaceSettings<Stub>;
