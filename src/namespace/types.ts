import type { DurableObjectId } from "./id.js";
import type { Connect, GetOptions, NamespaceChanges, NamespaceOptions, NewUniqueIdOptions } from "./options.js";
import type { ParsedId } from "./parsed-id.js";
import type { DurableObjectStub } from "./stub.js";

/**
 * A namespace of Durable Objects: creates and validates their IDs.
 * Namespaces with the same key are the same namespace: each accepts the other's IDs.
 *
 * @typeParam T the class of the objects
 * @typeParam Stub the result type of `connect`, and so of `get` and `getByName`: `never` without `connect`
 * @example
 * ```js
 * import { DurableObjectNamespace } from "durable-id";
 *
 * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
 * rooms.idFromName("foo").toString(); // → "37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5"
 * rooms.tryIdFromString("not an ID"); // → undefined
 * rooms.jurisdiction("eu").newUniqueId().jurisdiction; // → "eu"
 * ```
 */
export interface DurableObjectNamespace<T = undefined, Stub = never> {
  /** `DurableObjectNamespace`, so that `Object.prototype.toString` returns it, as in workerd. */
  readonly [Symbol.toStringTag]: string;

  /**
   * Creates a random ID: 128 random bits, or 120 with a jurisdiction.
   * @param options may have a jurisdiction; `undefined`, `null` and `{}` mean none
   * @returns the ID, without a `name`
   * @throws TypeError for a jurisdiction that is unknown (`ERR_DO_JURISDICTION_UNKNOWN`), or another than the
   * subnamespace's (`ERR_DO_JURISDICTION_NESTED`), or invalid options (`ERR_DO_ARGUMENT`); RangeError
   * (`ERR_DO_RANDOM_BYTES`) if the option `randomBytes` returns another number of bytes than 16
   */
  newUniqueId(options?: NewUniqueIdOptions | null): DurableObjectId;

  /**
   * Returns the ID of a name: always the same for the same name.
   * @param name a name of any length; other values are converted to a string, as in workerd
   * @returns the ID, with its `name`; in a subnamespace, with its jurisdiction
   * @throws TypeError (`ERR_DO_ARGUMENT`) without any argument
   */
  idFromName(name: string): DurableObjectId;

  /**
   * Parses 64 hex digits of either case, and checks that the ID belongs to this namespace.
   * @param id the digits and nothing else: no white space, no `0x`
   * @returns the ID, without a `name` even if it was derived from one
   * @throws TypeError: `ERR_DO_ID_MALFORMED`, `ERR_DO_ID_FOREIGN`, or (in a subnamespace) `ERR_DO_ID_JURISDICTION`
   */
  idFromString(id: string): DurableObjectId;

  /**
   * Like `idFromString`, but accepts an ID too, and never throws.
   * @param id any value
   * @returns the ID: `id` itself if it is an ID of this library; `undefined` if it is not valid in this namespace
   */
  tryIdFromString(id: unknown): DurableObjectId | undefined;

  /**
   * Like `tryIdFromString`, but returns the reason why a value is refused.
   * @param value any value. Values other than strings and IDs of this library are never converted: `null` and NaN are a
   * `null-word`, `undefined` is `missing`, and all others are `other-text`
   * @returns `{ ok: true, id }`, or `{ ok: false, code, reason, message }` with the details of the reason. An ID of
   * another namespace has the reason `unknown`
   *
   * @example
   * ```js
   * import { DurableObjectNamespace } from "durable-id";
   *
   * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
   * const parsed = rooms.parseId(`${rooms.idFromName("foo")}\n`);
   * if (!parsed.ok) parsed.reason; // → "whitespace"
   * ```
   */
  parseId(value: unknown): ParsedId;

  /**
   * Can't be called, because no value has its type of `this`. It only makes a namespace assignable to the interface of
   * `@cloudflare/workers-types`, for any result type of `connect`.
   * @param this nothing
   * @param id as below
   * @param options as below
   */
  get(this: never, id: DurableObjectId, options?: GetOptions | null): never;
  /**
   * Returns the stub of an ID's object, created by `connect`, synchronously.
   * @param id an ID of this namespace
   * @param options checked, then passed to `connect`
   * @throws TypeError for an ID of another namespace (`ERR_DO_ID_FOREIGN`; workerd accepts it) or in another jurisdiction
   * than the subnamespace's (`ERR_DO_ID_JURISDICTION`), or for an option of the wrong type (`ERR_DO_ARGUMENT`); RangeError
   * for a `retry` out of range (`ERR_DO_ARGUMENT`) or an unknown `routingMode` (`ERR_DO_ROUTING_MODE`); Error without
   * `connect` (`ERR_DO_NO_CONNECT`), in which case the type of the stub is `never`
   */
  get(id: DurableObjectId, options?: GetOptions | null): Stub;

  /**
   * Can't be called, because no value has its type of `this`. It only makes a namespace assignable to the interface of
   * `@cloudflare/workers-types`, for any result type of `connect`.
   * @param this nothing
   * @param name as below
   * @param options as below
   */
  getByName(this: never, name: string, options?: GetOptions | null): never;
  /**
   * Returns the stub of a name's object: the same as `get(idFromName(name), options)`.
   * @param name a name of any length; other values are converted to a string, as in workerd
   * @param options checked, then passed to `connect`
   * @throws TypeError (`ERR_DO_ARGUMENT`) without any argument, and all errors of `get`
   */
  getByName(name: string, options?: GetOptions | null): Stub;

  /**
   * Returns the subnamespace of a jurisdiction, in which all IDs have that jurisdiction: always a new object. Without an
   * argument, or with `undefined` or `null`, the result has the same restriction as this namespace.
   * @param jurisdiction a name in the namespace's table: by default `eu`, `fedramp`, `fedramp-high` or `us`
   * @throws TypeError for an unknown jurisdiction (`ERR_DO_JURISDICTION_UNKNOWN`), or for any jurisdiction on a namespace
   * that is already restricted (`ERR_DO_JURISDICTION_NESTED`)
   */
  jurisdiction(jurisdiction?: string | null): DurableObjectNamespace<T, Stub>;

  /**
   * Returns the same namespace with other settings: always a new object. Keys are not derived again, and a subnamespace
   * stays restricted to its jurisdiction.
   * @typeParam NewStub the result type of the new `connect`
   * @param changes the settings to change
   * @throws TypeError (`ERR_DO_ARGUMENT`) for anything but an object, or for a `connect` or `randomBytes` that isn't a
   * function
   */
  with<NewStub>(
    changes: NamespaceChanges<NewStub> & {
      /** Returns the stubs of `get` and `getByName` from now on. */
      connect: Connect<NewStub>;
    },
  ): DurableObjectNamespace<T, NewStub>;
  /**
   * The same without a new `connect`: the namespace keeps its own.
   * @param changes as above
   */
  with(
    changes: NamespaceChanges<never> & {
      /** Not changed. */
      connect?: undefined;
    },
  ): DurableObjectNamespace<T, Stub>;
}

/** The class {@link DurableObjectNamespace}: the result type of `new` depends on whether `connect` is given. */
export interface DurableObjectNamespaceConstructor {
  /**
   * Creates a namespace that can reach its objects.
   * @typeParam T the class of the objects
   * @typeParam Stub the result type of `connect`
   * @param options exactly one of `uniqueKey` and `key`, `connect`, and the other settings
   * @throws TypeError (`ERR_DO_KEY`) unless there is exactly one of `uniqueKey` and `key`; RangeError (`ERR_DO_KEY`)
   * for a `key` that isn't 32 bytes, (`ERR_DO_JURISDICTION_TABLE`) for an invalid table of jurisdictions,
   * (`ERR_DO_ENGINE`) for an unknown or unavailable engine; TypeError (`ERR_DO_ARGUMENT`) for a `connect` or `randomBytes`
   * that isn't a function
   */
  new <T = undefined, Stub = DurableObjectStub<T>>(
    options: NamespaceOptions<Stub> & {
      /** Returns the stubs of `get` and `getByName`. */
      connect: Connect<Stub>;
    },
  ): DurableObjectNamespace<T, Stub>;
  /**
   * Creates a namespace without `connect`: `get` and `getByName` throw.
   * @typeParam T the class of the objects
   * @param options exactly one of `uniqueKey` and `key`, and the other settings
   */
  new <T = undefined>(
    options: NamespaceOptions<never> & {
      /** Missing. */
      connect?: undefined;
    },
  ): DurableObjectNamespace<T>;
  /**
   * Creates a namespace from options whose type doesn't say whether `connect` is given.
   * @typeParam T the class of the objects
   * @param options exactly one of `uniqueKey` and `key`, and the other settings
   */
  new <T = undefined>(options: NamespaceOptions): DurableObjectNamespace<T, unknown>;
  /** The prototype of all namespaces. */
  readonly prototype: DurableObjectNamespace<unknown, unknown>;
}
