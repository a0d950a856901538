import type { DurableObjectId } from "./id.js";

/**
 * A member of an object as its stub has it: a method answers with a promise, anything else is a promise.
 * @typeParam Member the member's type in the object's class
 */
export type RemoteMember<Member> = Member extends (...args: infer Args) => infer Result
  ? (...args: Args) => Promise<Awaited<Result>>
  : Promise<Awaited<Member>>;

/**
 * What `get` and `getByName` return unless `connect` says otherwise: the ID, its name, and the methods of the object's
 * class, each of which answers with a promise.
 * @typeParam T the class of the object; `undefined` where it isn't told
 */
export type DurableObjectStub<T = undefined> = {
  /** The very ID that the stub was asked for with. */
  readonly id: DurableObjectId;
  /** The name of that ID. */
  readonly name?: string;
} & (T extends object
  ? { readonly [Member in Exclude<keyof T & string, "id" | "name">]: RemoteMember<T[Member]> }
  : unknown);
