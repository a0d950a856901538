import type { DurableObjectId } from "./id.js";
import type { Connect, GetOptions, NamespaceChanges, NamespaceOptions, NewUniqueIdOptions } from "./options.js";
import type { ParsedId } from "./parsed-id.js";
import type { DurableObjectStub } from "./stub.js";

/**
 * A namespace of Durable Objects: makes their IDs, and tells its own from all others.
 * Two namespaces with the same key are the same namespace: each takes the other's IDs.
 *
 * @typeParam T the class of the objects
 * @typeParam Stub what `connect` returns, and so `get` and `getByName`: `never` without `connect`
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
  /** `DurableObjectNamespace`, so that `Object.prototype.toString` says so, as of workerd's. */
  readonly [Symbol.toStringTag]: string;

  /**
   * A random ID: of 128 random bits, or 120 where it has a jurisdiction.
   * @param options may name a jurisdiction; `undefined`, `null` and `{}` name none
   * @returns the ID, without a `name`
   * @throws TypeError for a jurisdiction that is unknown (`ERR_DO_JURISDICTION_UNKNOWN`), or another than the
   * subnamespace's (`ERR_DO_JURISDICTION_NESTED`), or options that are none (`ERR_DO_ARGUMENT`); RangeError
   * (`ERR_DO_RANDOM_BYTES`) where the option `randomBytes` gives another number of bytes than 16
   */
  newUniqueId(options?: NewUniqueIdOptions | null): DurableObjectId;

  /**
   * The ID of a name: the same for the same name, always.
   * @param name of any length; anything but a string is made one, as workerd does
   * @returns the ID, with its `name`; in a subnamespace, of its jurisdiction
   * @throws TypeError (`ERR_DO_ARGUMENT`) without any argument
   */
  idFromName(name: string): DurableObjectId;

  /**
   * The ID of 64 hex digits of either case, if it is this namespace's.
   * @param id the digits and nothing else: no white space, no `0x`
   * @returns the ID, without a `name` even if it was made of one
   * @throws TypeError: `ERR_DO_ID_MALFORMED`, `ERR_DO_ID_FOREIGN`, or (in a subnamespace) `ERR_DO_ID_JURISDICTION`
   */
  idFromString(id: string): DurableObjectId;

  /**
   * As `idFromString`, but it also takes an ID, and it never throws.
   * @param id any value
   * @returns the ID: `id` itself if it is an ID of this library; `undefined` if it is not valid in this namespace
   */
  tryIdFromString(id: unknown): DurableObjectId | undefined;

  /**
   * As `tryIdFromString`, but it says why a value is refused.
   * @param value any value. One that is neither a string nor an ID of this library is never converted: `null` and NaN are
   * a `null-word`, `undefined` is `missing`, and all others are `other-text`
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
   * Never called: no `this` is of its type. It only makes a namespace assignable to the interface of
   * `@cloudflare/workers-types`, whatever `connect` returns.
   * @param this nothing
   * @param id as below
   * @param options as below
   */
  get(this: never, id: DurableObjectId, options?: GetOptions | null): never;
  /**
   * The stub of an ID's object, as `connect` makes it, at once.
   * @param id an ID of this namespace
   * @param options handed to `connect`, checked
   * @throws TypeError for an ID of another namespace (`ERR_DO_ID_FOREIGN`; workerd lets it through) or of another
   * jurisdiction than the subnamespace's (`ERR_DO_ID_JURISDICTION`), or for an option of the wrong type
   * (`ERR_DO_ARGUMENT`); RangeError for a `retry` out of range (`ERR_DO_ARGUMENT`) or an unknown `routingMode`
   * (`ERR_DO_ROUTING_MODE`); Error without `connect` (`ERR_DO_NO_CONNECT`), where the type of
   * the stub is `never`
   */
  get(id: DurableObjectId, options?: GetOptions | null): Stub;

  /**
   * Never called: no `this` is of its type. It only makes a namespace assignable to the interface of
   * `@cloudflare/workers-types`, whatever `connect` returns.
   * @param this nothing
   * @param name as below
   * @param options as below
   */
  getByName(this: never, name: string, options?: GetOptions | null): never;
  /**
   * The stub of a name's object: `get(idFromName(name), options)`.
   * @param name of any length; anything but a string is made one, as workerd does
   * @param options handed to `connect`, checked
   * @throws TypeError (`ERR_DO_ARGUMENT`) without any argument, and what `get` throws
   */
  getByName(name: string, options?: GetOptions | null): Stub;

  /**
   * The subnamespace of a jurisdiction, all of whose IDs are of that jurisdiction: always a new object. Nothing,
   * `undefined` and `null` give the namespace's own restriction again, be it one or none.
   * @param jurisdiction a name of the namespace's table: `eu`, `fedramp`, `fedramp-high` or `us` unless it has its own
   * @throws TypeError for an unknown jurisdiction (`ERR_DO_JURISDICTION_UNKNOWN`), or for any on a namespace that is
   * restricted already (`ERR_DO_JURISDICTION_NESTED`)
   */
  jurisdiction(jurisdiction?: string | null): DurableObjectNamespace<T, Stub>;

  /**
   * The same namespace with other settings: always a new object. Nothing is derived again, and a subnamespace stays
   * restricted to its jurisdiction.
   * @typeParam NewStub what the new `connect` returns
   * @param changes the settings that change
   * @throws TypeError (`ERR_DO_ARGUMENT`) for anything but an object, or for a `connect` or `randomBytes` that isn't a
   * function
   */
  with<NewStub>(
    changes: NamespaceChanges<NewStub> & {
      /** What `get` and `getByName` return from now on. */
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

/** The class {@link DurableObjectNamespace}: what `new` makes depends on whether there is `connect`. */
export interface DurableObjectNamespaceConstructor {
  /**
   * A namespace that reaches its objects.
   * @typeParam T the class of the objects
   * @typeParam Stub what `connect` returns
   * @param options exactly one of `uniqueKey` and `key`, `connect`, and the other settings
   * @throws TypeError (`ERR_DO_KEY`) unless there is exactly one of `uniqueKey` and `key`; RangeError (`ERR_DO_KEY`)
   * for a `key` that isn't 32 bytes, (`ERR_DO_JURISDICTION_TABLE`) for jurisdictions that can't be told apart,
   * (`ERR_DO_ENGINE`) for an engine that isn't there; TypeError (`ERR_DO_ARGUMENT`) for a `connect` or `randomBytes` that
   * isn't a function
   */
  new <T = undefined, Stub = DurableObjectStub<T>>(
    options: NamespaceOptions<Stub> & {
      /** What `get` and `getByName` return. */
      connect: Connect<Stub>;
    },
  ): DurableObjectNamespace<T, Stub>;
  /**
   * A namespace without `connect`: `get` and `getByName` throw.
   * @typeParam T the class of the objects
   * @param options exactly one of `uniqueKey` and `key`, and the other settings
   */
  new <T = undefined>(
    options: NamespaceOptions<never> & {
      /** None. */
      connect?: undefined;
    },
  ): DurableObjectNamespace<T>;
  /**
   * A namespace of options whose type doesn't tell whether there is `connect`.
   * @typeParam T the class of the objects
   * @param options exactly one of `uniqueKey` and `key`, and the other settings
   */
  new <T = undefined>(options: NamespaceOptions): DurableObjectNamespace<T, unknown>;
  /** What all namespaces inherit from. */
  readonly prototype: DurableObjectNamespace<unknown, unknown>;
}
