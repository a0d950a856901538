import type { EngineChoice } from "../engine/types.js";
import type { Jurisdictions } from "../format/jurisdiction.js";
import type { DurableObjectId } from "./id.js";

/** Options of `get` and `getByName`, as passed to `connect`. */
export interface GetOptions {
  /** Where to create the object if it doesn't exist yet (`weur`, `enam`, …): a string, not checked. */
  locationHint?: string | undefined;
  /** The only existing mode. */
  routingMode?: "primary-only" | undefined;
  /** The version of the Worker that should run the object. */
  version?: VersionOptions | undefined;
  /** How failed calls are retried. */
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
 * Returns the stub of an object, synchronously and without creating the object.
 * @typeParam Stub the type of the stub
 * @param id the ID that was passed to `get`, or the ID of the name that was passed to `getByName`
 * @param options checked, and converted to strings; an empty object if there were none
 */
export type Connect<Stub> = (id: DurableObjectId, options: GetOptions) => Stub;

/**
 * The settings of a namespace, apart from its key.
 * @typeParam Stub the result type of `connect`
 */
export interface NamespaceSettings<Stub> {
  /** The jurisdictions of the namespace: codes from 1 to 255 by name. `DEFAULT_JURISDICTIONS` by default. */
  jurisdictions?: Jurisdictions | undefined;
  /**
   * Returns random bytes, for reproducible tests. `crypto.getRandomValues` by default.
   * @param length the number of bytes: 16
   */
  randomBytes?: ((length: number) => Uint8Array) | undefined;
  /** Returns the stubs of `get` and `getByName`. Without it they throw `ERR_DO_NO_CONNECT`. */
  connect?: Connect<Stub> | undefined;
  /** The engine that hashes. `auto` by default: the fastest that runs here. */
  engine?: EngineChoice | undefined;
}

/**
 * The settings of a namespace that `with` can change.
 * @typeParam Stub the result type of `connect`
 */
export type NamespaceChanges<Stub> = Pick<NamespaceSettings<Stub>, "connect" | "randomBytes">;

/** The key of a namespace, in one of its two forms. */
export type NamespaceKey =
  | {
      /** The unique key of the namespace, such as `my-worker-ChatRoom`, of any length. Not secret: anyone who guesses it can make IDs. */
      uniqueKey: string;
      /** Not allowed together with `uniqueKey`. */
      key?: undefined;
    }
  | {
      /** Not allowed together with `key`. */
      uniqueKey?: undefined;
      /** The root key, 32 bytes. A secret. */
      key: Uint8Array;
    };

/**
 * Options of a namespace: a `uniqueKey` or a `key`, and the settings.
 * @typeParam Stub the result type of `connect`
 */
export type NamespaceOptions<Stub = unknown> = NamespaceKey & NamespaceSettings<Stub>;
