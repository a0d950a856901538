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
    return this.#send(this.id, (object) => {
      const called = methodOf(object, method);
      return (async () => copyForCall(await called.apply(object, copies)))();
    });
  };

  get = (property: string): Promise<unknown> =>
    this.#send(undefined, async (object) => copyForCall(await propertyOf(object, property)));

  fetch = (input: unknown, init?: unknown): Promise<unknown> =>
    sendRequest(input, init, (request) => {
      this.#onCall?.(this.id, "fetch", [request]);
      return this.#send(undefined, async (object) => {
        const handler: unknown = Reflect.get(object, "fetch");
        if (typeof handler !== "function") throw noFetchHandler();
        return Reflect.apply(handler, object, [request]);
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
   * @param id what errors of the object are to name
   * @param event what it throws at once is not an error of the object: such as that it lacks the method
   */
  #send(id: DurableObjectId | undefined, event: (object: object) => Promise<unknown>): Promise<unknown> {
    const { compatibilityDate } = this.object.source;
    return this.deliver((object) => {
      try {
        return event(object).catch((error) => {
          throw remoteError(error, compatibilityDate, id);
        });
      } catch (error) {
        throw remoteError(error, compatibilityDate, undefined);
      }
    });
  }
}
