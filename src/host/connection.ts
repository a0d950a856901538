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

/** The implementation of one stub: it sends events to its object. As in workerd, the stub of a broken object stays broken. */
export class Connection implements StubHandlers {
  readonly id: DurableObjectId;
  readonly #find: () => HostedObject;
  readonly #onCall: HostCallback | undefined;
  #instance: Instance | undefined;

  /**
   * @param find returns the object; called each time the stub is used, but not before
   * @param onCall called first, for each call
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
    // Copied at once, so that later changes of the caller don't affect the object.
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

  /** Delivers an event. Its errors are passed on unchanged. */
  deliver<Result>(event: (object: object, instance: Instance) => Result | Promise<Result>): Promise<Result> {
    const { object } = this;
    if (this.#instance?.isBroken !== true) this.#instance = object.instanceFor(this.id);
    const instance = this.#instance;
    return instance.deliver((target) => event(target, instance));
  }

  /**
   * Delivers an event. Its errors are flattened.
   * @param find returns the function to run
   * @param id the ID in its errors, except in those of `find`
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
