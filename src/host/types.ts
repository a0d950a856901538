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
 * Options of `host`: those of every namespace, `connect` excepted, which is what a host is; and its own.
 * @typeParam Extra the type of the option `env`
 */
export interface HostOptions<Extra extends object = object> extends Omit<NamespaceSettings<never>, "connect"> {
  /**
   * The Worker's name, which unique keys begin with: `<worker>-<Class>`. By default `worker`, as wrangler up to 4.60 calls
   * a Worker without a name; later releases call it by a new random UUID at every start.
   */
  worker?: string | undefined;
  /** Unique keys by binding, where they are others: a class may have no name, or lose it to a bundler. */
  uniqueKeys?: Readonly<Record<string, string>> | undefined;
  /** What else is in the env, apart from the namespaces. */
  env?: Extra | undefined;
  /**
   * What an object finds as `ctx.storage`, made when the object first looks: by default a storage in memory (`memoryStorage()`).
   * While a promise of one of its methods is pending, the object gets no other event.
   * @param id the object's, as its `ctx.id`
   */
  storage?: ((id: DurableObjectId) => unknown) | undefined;
  /**
   * Called for each error that no caller sees: a promise that an object gave to `ctx.waitUntil` and that rejects, or an alarm
   * that fails. Without it, such errors are ignored.
   * @param error what was thrown
   * @param id the object's, as its `ctx.id`
   */
  onBackgroundError?: ((error: unknown, id: DurableObjectId) => void) | undefined;
  /**
   * The Worker's compatibility date, which decides what is left of an error that an object throws: from 2026-04-21 on (the
   * default) its own properties, too; before that only its class and message.
   */
  compatibilityDate?: string | undefined;
  /**
   * Called by each `get` and `getByName`, before there is a stub; what it throws, they throw.
   * @param id the ID that is asked for
   * @param options the options of `get`, checked
   * @param binding the namespace's name in the env
   */
  onGet?: ((id: DurableObjectId, options: GetOptions, binding: string) => void) | undefined;
  /**
   * Called by each call of a method, and of `fetch`, before the object gets it; what it throws, the caller gets.
   * @param id the ID of the stub
   * @param method the name of the method
   * @param args what the object gets: copies of the arguments, or the `Request`
   */
  onCall?: ((id: DurableObjectId, method: string, args: readonly unknown[]) => void) | undefined;
}

/**
 * The env of a host: its namespaces by binding, and what else it was given.
 * @typeParam Classes the classes by binding
 * @typeParam Extra what else it was given
 */
export type HostEnv<Classes extends ObjectClasses, Extra extends object = object> = Extra & {
  readonly [Binding in keyof Classes]: DurableObjectNamespace<
    InstanceType<Classes[Binding]>,
    HostStub<InstanceType<Classes[Binding]>>
  >;
};

/**
 * The names of an object's methods, those that a stub has of its own excepted.
 * @typeParam T the class of the object
 */
export type MethodName<T> = Exclude<
  { [Member in keyof T]: T[Member] extends (...args: never[]) => unknown ? Member : never }[keyof T],
  "id" | "name" | "then" | "fetch" | symbol | number
>;

/**
 * The names of an object's properties, which a stub reads.
 * @typeParam T the class of the object
 */
export type PropertyName<T> = Exclude<keyof T, MethodName<T> | "id" | "name" | "then" | "fetch" | symbol | number>;

/**
 * A method of an object as its stub has it: it answers with a promise.
 * @typeParam Method the method's type in the object's class
 */
export type RemoteMethod<Method> = Method extends (...args: infer Args) => infer Result
  ? (...args: Args) => Promise<Awaited<Result>>
  : never;

/**
 * What the namespaces of a host give: the ID, its name, the methods of the object, each of which answers with a promise, and
 * promises of its getters. A field that the constructor sets can't be read: its promise rejects.
 * @typeParam T the class of the object
 */
export type HostStub<T> = {
  /** The very ID that the stub was asked for with. */
  readonly id: DurableObjectId;
  /** The name of that ID. */
  readonly name?: string;
} & { readonly [Member in MethodName<T>]: RemoteMethod<T[Member]> } & {
  readonly [Member in PropertyName<T>]: Promise<Awaited<T[Member]>>;
} & (T extends {
    /**
     * What makes the class one that answers requests.
     * @param args a `Request`
     */
    fetch(...args: never[]): infer Result;
  }
    ? {
        /**
         * Calls the object's `fetch` with a `Request`.
         * @param input a request, or its URL
         * @param init what else makes up the request
         */
        fetch(input: Request | URL | string, init?: RequestInit): Promise<Awaited<Result>>;
      }
    : unknown);

export type { ObjectContext };
