import { noFetchHandler, type StubHandlers } from "../namespace/create-stub.js";
import type { DurableObjectId } from "../namespace/id.js";
import { copyForCall } from "./copy.js";
import type { HostedObject } from "./hosted-object.js";
import type { Instance } from "./instance.js";
import { methodOf, propertyOf } from "./members.js";
import { remoteError } from "./remote-error.js";
import { sendRequest } from "./send-request.js";

/** The option `onCall` of a host. */
type HostCallback = (id: DurableObjectId, method: string, args: readonly unknown[]) => void;

/** What one stub does: it sends events to its object. As in workerd, a stub whose object broke stays broken. */
export class Connection implements StubHandlers {
  readonly id: DurableObjectId;
  readonly #find: () => HostedObject;
  readonly #onCall: HostCallback | undefined;
  #instance: Instance | undefined;

  /**
   * @param find gives the object; called at each use of the stub, and not before
   * @param onCall told of each call, first
   */
  constructor(id: DurableObjectId, find: () => HostedObject, onCall: HostCallback | undefined) {
    this.id = id;
    this.#find = find;
    this.#onCall = onCall;
  }

  get object(): HostedObject {
    return this.#find();
  }

  call = (method: string, args: readonly unknown[]): Promise<unknown> => {
    // At once: what the caller does with them later is nothing to the object.
    const copies = args.map(copyForCall);
    this.#onCall?.(this.id, method, copies);
    return this.#send((object) => {
      const run = methodOf(object, method);
      return async () => copyForCall(await run.apply(object, copies));
    }, this.id);
  };

  get = (property: string): Promise<unknown> =>
    this.#send((object) => async () => copyForCall(await propertyOf(object, property)));

  fetch = (input: unknown, init?: unknown): Promise<unknown> =>
    sendRequest(input, init, (request) => {
      this.#onCall?.(this.id, "fetch", [request]);
      return this.#send((object) => {
        const handler: unknown = Reflect.get(object, "fetch");
        if (typeof handler !== "function") throw noFetchHandler();
        return () => Reflect.apply(handler, object, [request]);
      });
    });

  /** Delivers an event, whose errors are not changed. */
  deliver<Result>(event: (object: object, instance: Instance) => Result | Promise<Result>): Promise<Result> {
    const { object } = this;
    if (this.#instance?.isBroken !== true) this.#instance = object.instanceFor(this.id);
    const instance = this.#instance;
    return instance.deliver((target) => event(target, instance));
  }

  /**
   * Delivers an event, whose errors are flattened.
   * @param find gives what to run
   * @param id what the errors of it name: not those of `find`
   */
  #send(find: (object: object) => () => unknown, id?: DurableObjectId): Promise<unknown> {
    const { compatibilityDate } = this.object.source;
    return this.deliver(async (object) => {
      let named: DurableObjectId | undefined;
      try {
        const run = find(object);
        named = id;
        return await run();
      } catch (error) {
        throw remoteError(error, compatibilityDate, named);
      }
    });
  }
}
