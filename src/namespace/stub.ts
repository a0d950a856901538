import type { DurableObjectId } from "./id.js";

/**
 * A member of an object, as seen through its stub: a method returns a promise, any other property is a promise.
 * @typeParam Member the member's type in the object's class
 */
export type RemoteMember<Member> = Member extends (...args: infer Args) => infer Result
  ? (...args: Args) => Promise<Awaited<Result>>
  : Promise<Awaited<Member>>;

/**
 * The default result of `get` and `getByName`: the ID, its name, and the methods of the object's class, each of which
 * returns a promise.
 * @typeParam T the class of the object; `undefined` if it is not given
 */
export type DurableObjectStub<T = undefined> = {
  /** The same ID object that was passed to `get`. */
  readonly id: DurableObjectId;
  /** The name of that ID. */
  readonly name?: string;
} & (T extends object
  ? { readonly [Member in Exclude<keyof T & string, "id" | "name">]: RemoteMember<T[Member]> }
  : unknown);
