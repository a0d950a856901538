import { argumentError, illegalInvocation, typeError } from "../format/errors.js";
import { equalDigits } from "../format/hex.js";
import type { IdString } from "../format/id-string.js";
import { toWellFormed } from "../format/wtf8.js";
import { makeEnumerable, setPrinted, setToStringTag } from "./platform-class.js";

/** The private state of an ID. */
export interface IdState {
  /** 64 lower-case hex digits. */
  readonly digits: string;
  /** The jurisdiction's name; `undefined` in an unrestricted ID. */
  readonly jurisdiction: string | undefined;
  /** The name as it was passed, including lone surrogates, so that the ID can be derived from it; `undefined` if unknown. */
  readonly givenName: string | undefined;
  /** The prepared keys under which the ID was validated. Only compared, never read. */
  readonly issuer: object;
}

/** Creates an ID. Trust boundary: the caller guarantees that the digits are valid under the issuer's keys. */
export let createId: (state: IdState) => DurableObjectId;
/** Distinguishes an ID of this library from all other values, including look-alikes. */
export let isId: (value: unknown) => value is DurableObjectId;
/** The state of an ID. */
export let idState: (id: DurableObjectId) => IdState;

/** Proves that the constructor was called by `createId`. */
const PERMIT = /* @__PURE__ */ Symbol("permit");

/**
 * A Durable Object ID: 32 bytes, written as 64 hex digits. IDs are created by namespaces; `new DurableObjectId()` is a
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
  /** The jurisdiction of the ID; `undefined` for an unrestricted one. Own, enumerable, read-only. */
  readonly jurisdiction?: string;
  /**
   * The name that the ID was derived from; `undefined` for IDs from `newUniqueId` or `idFromString`. As in workerd, a lone
   * surrogate is returned as three U+FFFD. Own, enumerable, read-only.
   */
  readonly name?: string;
  /** `DurableObjectId`, so that `Object.prototype.toString` returns `[object DurableObjectId]`, as in workerd. */
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
    // Both exist even if `undefined`, which the types of workers-types (`name?: string`) can't express.
    // Frozen instead of two calls of `Object.defineProperty`, which take five times as long (measured, Node 20).
    this.jurisdiction = state.jurisdiction as string;
    this.name = (state.givenName && toWellFormed(state.givenName)) as string;
    Object.freeze(this);
  }

  /**
   * Returns the ID as it is stored and sent. `String(id)` returns the same as a plain `string`.
   * @returns 64 lower-case hex digits
   * @throws TypeError (`ERR_DO_ILLEGAL_INVOCATION`) if it is called on anything but an ID
   */
  toString(): IdString {
    if (!isId(this)) throw illegalInvocation();
    return this.#state.digits as IdString;
  }

  /**
   * Returns whether both IDs have the same 32 bytes. The name doesn't matter: an ID with its name equals the same ID without.
   * @param other an ID of this library, of any namespace; look-alikes with a `toString` are refused
   * @throws TypeError (`ERR_DO_ARGUMENT`) for anything but an ID of this library
   */
  equals(other: DurableObjectId): boolean {
    if (!isId(this)) throw illegalInvocation();
    if (!isId(other)) throw argumentError("equals", "DurableObjectId", 1, "DurableObjectId");
    return equalDigits(this.#state.digits, other.#state.digits);
  }
}
