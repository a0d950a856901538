import type { DurableObjectId } from "../namespace/id.js";
import type { DurableObjectNamespace } from "../namespace/namespace.js";
import type { GetOptions, NamespaceSettings } from "../namespace/options.js";
import type { ObjectContext } from "./context.js";

/**
 * A class of objects: constructed as `new Class(ctx, env)`, with an {@link ObjectContext} and the env.
 * @param args `ctx` and `env`
 */
export type ObjectClass = new (...args: never[]) => object;

/** The classes of a host, by binding. */
export type ObjectClasses = Readonly<Record<string, ObjectClass>>;

/**
 * Options of `host`: its own, and those of every namespace except `connect`, which the host itself implements.
 * @typeParam Extra the type of the option `env`
 */
export interface HostOptions<Extra extends object = object> extends Omit<NamespaceSettings<never>, "connect"> {
  /**
   * The Worker's name, with which unique keys begin: `<worker>-<Class>`. By default `worker`, the name that wrangler up to
   * 4.60 gives to a Worker without a name; later releases give it a new random UUID at every start.
   */
  worker?: string | undefined;
  /** Unique keys by binding, if they differ: a class may have no name, or a bundler may change it. */
  uniqueKeys?: Readonly<Record<string, string>> | undefined;
  /** Further values of the env, in addition to the namespaces. */
  env?: Extra | undefined;
  /**
   * Returns the `ctx.storage` of an object, at its first use: by default a storage in memory (`memoryStorage()`). While a
   * promise of one of its methods is pending, the object gets no other event.
   * @param id the object's ID, the same as `ctx.id`
   */
  storage?: ((id: DurableObjectId) => unknown) | undefined;
  /**
   * Called for each error that no caller receives: a rejected promise that an object passed to `ctx.waitUntil`, or a failed
   * alarm. Without it, such errors are ignored.
   * @param error the thrown value
   * @param id the object's ID, the same as `ctx.id`
   */
  onBackgroundError?: ((error: unknown, id: DurableObjectId) => void) | undefined;
  /**
   * The Worker's compatibility date, which decides how an error of an object reaches the caller: from 2026-04-21 on (the
   * default) with its own properties; before that only with its class and message.
   */
  compatibilityDate?: string | undefined;
  /**
   * Called by each `get` and `getByName`, before the stub is created; they throw its error.
   * @param id the requested ID
   * @param options the options of `get`, checked
   * @param binding the namespace's name in the env
   */
  onGet?: ((id: DurableObjectId, options: GetOptions, binding: string) => void) | undefined;
  /**
   * Called for each call of a method, and of `fetch`, before the object gets it; the caller gets its error.
   * @param id the ID of the stub
   * @param method the name of the method
   * @param args the arguments for the object: copies, or the `Request`
   */
  onCall?: ((id: DurableObjectId, method: string, args: readonly unknown[]) => void) | undefined;
}

/**
 * The env of a host: its namespaces by binding, and its further values.
 * @typeParam Classes the classes by binding
 * @typeParam Extra the type of the further values
 */
export type HostEnv<Classes extends ObjectClasses, Extra extends object = object> = Extra & {
  readonly [Binding in keyof Classes]: DurableObjectNamespace<
    InstanceType<Classes[Binding]>,
    HostStub<InstanceType<Classes[Binding]>>
  >;
};

/**
 * The names of an object's methods, without the names of a stub's own members.
 * @typeParam T the class of the object
 */
export type MethodName<T> = Exclude<
  { [Member in keyof T]: T[Member] extends (...args: never[]) => unknown ? Member : never }[keyof T],
  "id" | "name" | "then" | "fetch" | symbol | number
>;

/**
 * The names of an object's properties that a stub can read.
 * @typeParam T the class of the object
 */
export type PropertyName<T> = Exclude<keyof T, MethodName<T> | "id" | "name" | "then" | "fetch" | symbol | number>;

/**
 * A method of an object as seen through its stub: it returns a promise.
 * @typeParam Method the method's type in the object's class
 */
export type RemoteMethod<Method> = Method extends (...args: infer Args) => infer Result
  ? (...args: Args) => Promise<Awaited<Result>>
  : never;

/**
 * The stubs of a host's namespaces: the ID, its name, the methods of the object, each of which returns a promise, and
 * promises of its getters. Fields that the constructor sets can't be read: their promises reject.
 * @typeParam T the class of the object
 */
export type HostStub<T> = {
  /** The same ID object that was passed to `get`. */
  readonly id: DurableObjectId;
  /** The name of that ID. */
  readonly name?: string;
} & { readonly [Member in MethodName<T>]: RemoteMethod<T[Member]> } & {
  readonly [Member in PropertyName<T>]: Promise<Awaited<T[Member]>>;
} & (T extends {
    /**
     * The method of a class that handles requests.
     * @param args a `Request`
     */
    fetch(...args: never[]): infer Result;
  }
    ? {
        /**
         * Calls the object's `fetch` with a `Request`.
         * @param input a request, or its URL
         * @param init further properties of the request
         */
        fetch(input: Request | URL | string, init?: RequestInit): Promise<Awaited<Result>>;
      }
    : unknown);

export type { ObjectContext };
