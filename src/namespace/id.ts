import { argumentError, illegalInvocation, typeError } from "../format/errors.js";
import { equalDigits } from "../format/hex.js";
import type { IdString } from "../format/id-string.js";
import { readBack } from "../format/wtf8.js";
import { makeEnumerable, setPrinted, setToStringTag } from "./platform-class.js";

/** What the library knows of an ID, beyond what everyone may see. */
export interface IdState {
  /** 64 lower-case hex digits. */
  readonly digits: string;
  /** The jurisdiction's name; `undefined` in an unrestricted ID. */
  readonly jurisdiction: string | undefined;
  /** The name as it was given, lone surrogates and all, so that the ID follows from it; `undefined` where none is known. */
  readonly givenName: string | undefined;
  /** The prepared keys that vouched for the ID: compared, never looked into. */
  readonly issuer: object;
}

/** Makes an ID. Trust boundary: the digits are taken to be valid under the issuer's keys; the caller has seen to it. */
export let createId: (state: IdState) => DurableObjectId;
/** Tells an ID of this library from everything that looks like one. */
export let isId: (value: unknown) => value is DurableObjectId;
/** The state of an ID. */
export let idState: (id: DurableObjectId) => IdState;

/** Proof that the caller of the constructor is `createId`. */
const PERMIT = /* @__PURE__ */ Symbol("permit");

/**
 * A Durable Object ID: 32 bytes, written as 64 hex digits. Namespaces make them; `new DurableObjectId()` is a
 * `TypeError` (`ERR_DO_ILLEGAL_CONSTRUCTOR`).
 *
 * @example
 * ```js
 * import { DurableObjectNamespace } from "durable-id";
 *
 * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
 * const id = rooms.idFromName("foo");
 * String(id); // → "37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5"
 * id.name; // → "foo"
 * id.equals(rooms.idFromString(String(id))); // → true
 * ```
 */
export class DurableObjectId {
  /** The jurisdiction that the ID carries; `undefined` for an unrestricted one. Own, enumerable, read-only. */
  readonly jurisdiction?: string;
  /**
   * The name that the ID was made from; `undefined` for one of `newUniqueId` or `idFromString`. As in workerd, a lone
   * surrogate reads back as three U+FFFD. Own, enumerable, read-only.
   */
  readonly name?: string;
  /** `DurableObjectId`, so that `Object.prototype.toString` says `[object DurableObjectId]`, as of workerd's. */
  declare readonly [Symbol.toStringTag]: string;
  readonly #state: IdState;

  static {
    setToStringTag(DurableObjectId, "DurableObjectId");
    makeEnumerable(DurableObjectId, ["toString", "equals"]);
    createId = (state) => new DurableObjectId(PERMIT, state);
    isId = (value): value is DurableObjectId => typeof value === "object" && value !== null && #state in value;
    idState = (id) => id.#state;
    setPrinted(DurableObjectId, (id) =>
      isId(id) ? `DurableObjectId ${id.#state.digits} ${JSON.stringify(id)}` : undefined,
    );
  }

  private constructor(permit: symbol, state: IdState) {
    if (permit !== PERMIT) throw typeError("ERR_DO_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    this.#state = state;
    // Both are there even when `undefined`, which the types of workers-types (`name?: string`) don't let us say.
    // Frozen, and not two calls of `Object.defineProperty`: those take five times as long (measured, Node 20).
    this.jurisdiction = state.jurisdiction as string;
    this.name = (state.givenName && readBack(state.givenName)) as string;
    Object.freeze(this);
  }

  /**
   * The ID as it is stored and sent. `String(id)` returns the same as a plain `string`.
   * @returns 64 lower-case hex digits
   * @throws TypeError (`ERR_DO_ILLEGAL_INVOCATION`) where it is called on anything but an ID
   */
  toString(): IdString {
    if (!isId(this)) throw illegalInvocation();
    return this.#state.digits as IdString;
  }

  /**
   * Whether both are the same 32 bytes: a named and a nameless view of one ID are equal.
   * @param other an ID of this library, of any namespace; a look-alike with a `toString` is none
   * @throws TypeError (`ERR_DO_ARGUMENT`) for anything but an ID of this library
   */
  equals(other: DurableObjectId): boolean {
    if (!isId(this)) throw illegalInvocation();
    if (!isId(other)) throw argumentError("equals", "DurableObjectId", 1, "DurableObjectId");
    return equalDigits(this.#state.digits, other.#state.digits);
  }
}
