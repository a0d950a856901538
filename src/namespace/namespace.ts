import { Refusal } from "../engine/types.js";
import { isUint8Array } from "../format/bytes.js";
import { BASE_SIZE } from "../format/codec.js";
import {
  argumentError,
  type CodedError,
  ErrorCode,
  illegalInvocation,
  plainError,
  rangeError,
  typeError,
} from "../format/errors.js";
import { UNRESTRICTED } from "../format/jurisdiction.js";
import { explainText } from "../format/reason.js";
import { checkedGetOptions, isOptions } from "./get-options.js";
import { createId, type DurableObjectId, idState, isId } from "./id.js";
import type { GetOptions, NamespaceOptions, NewUniqueIdOptions } from "./options.js";
import { explainValue, MALFORMED_MESSAGE, type ParsedId, refuseMalformed } from "./parsed-id.js";
import { makeEnumerable, setToStringTag, Uncloneable } from "./platform-class.js";
import { type NamespaceState, openNamespace } from "./state.js";
import type { DurableObjectStub } from "./stub.js";

const CLASS = "DurableObjectNamespace";
/** The methods that workerd has too. */
const METHODS = ["newUniqueId", "idFromName", "idFromString", "get", "getByName", "jurisdiction"];

const FOREIGN_MESSAGE = "Durable Object ID is not valid for this namespace.";

/** The state of a namespace; `undefined` for anything that is none. */
let stateOf: <T, Stub>(namespace: DurableObjectNamespace<T, Stub>) => NamespaceState<Stub> | undefined;

/** The state of a namespace: TypeError (`ERR_DO_ILLEGAL_INVOCATION`) for anything that is none. */
export function namespaceState<T, Stub>(namespace: DurableObjectNamespace<T, Stub>): NamespaceState<Stub> {
  const state = stateOf(namespace);
  if (state === undefined) throw illegalInvocation();
  return state;
}

/**
 * The state of what a caller passed for a namespace.
 * @throws TypeError (`ERR_DO_ARGUMENT`) for anything that is none, and one of a second copy of the library is none
 */
export function namespaceArgument<T, Stub>(
  namespace: DurableObjectNamespace<T, Stub>,
  method: string,
  owner: string,
  position = 1,
  wanted: string = CLASS,
): NamespaceState<Stub> {
  const state = stateOf(namespace);
  if (state === undefined) throw argumentError(method, owner, position, wanted);
  return state;
}

/** What the constructor takes in place of options, where it makes a subnamespace. */
class Subnamespace<Stub> {
  readonly state: NamespaceState<Stub>;

  constructor(parent: NamespaceState<Stub>, code: number) {
    this.state = { ...parent, code };
  }
}

/**
 * A namespace of Durable Objects: makes their IDs, and tells its own from all others.
 * Two namespaces with the same key are the same namespace: each takes the other's IDs.
 *
 * @typeParam T the class of the objects
 * @typeParam Stub what `connect` returns, and so `get` and `getByName`
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
export class DurableObjectNamespace<T = undefined, Stub = DurableObjectStub<T>> extends Uncloneable {
  /** `DurableObjectNamespace`, so that `Object.prototype.toString` says so, as of workerd's. */
  declare readonly [Symbol.toStringTag]: string;
  readonly #state: NamespaceState<Stub>;

  static {
    // As in workerd, the prototype inherits from Object's: Uncloneable is there for its constructor only.
    Object.setPrototypeOf(DurableObjectNamespace.prototype, Object.prototype);
    setToStringTag(DurableObjectNamespace, CLASS);
    makeEnumerable(DurableObjectNamespace, METHODS);
    stateOf = (namespace) =>
      typeof namespace === "object" && namespace !== null && #state in namespace ? namespace.#state : undefined;
  }

  /**
   * @param options exactly one of `uniqueKey` and `key`, and what else there is to set
   * @throws TypeError (`ERR_DO_KEY`) unless there is exactly one of `uniqueKey` and `key`; RangeError (`ERR_DO_KEY`)
   * for a `key` that isn't 32 bytes, (`ERR_DO_JURISDICTION_TABLE`) for jurisdictions that can't be told apart,
   * (`ERR_DO_ENGINE`) for an engine that isn't there; TypeError (`ERR_DO_ARGUMENT`) for a `connect` or `randomBytes` that
   * is no function
   */
  constructor(options: NamespaceOptions<Stub>);
  /** @internal */
  constructor(subnamespace: Subnamespace<Stub>);
  constructor(options: NamespaceOptions<Stub> | Subnamespace<Stub>) {
    super();
    this.#state = options instanceof Subnamespace ? options.state : openNamespace(options);
  }

  /**
   * A random ID: of 128 random bits, or 120 where it has a jurisdiction.
   * @param options may name a jurisdiction; `undefined`, `null` and `{}` name none
   * @returns the ID, without a `name`
   * @throws TypeError for a jurisdiction that is unknown (`ERR_DO_JURISDICTION_UNKNOWN`), or another than the
   * subnamespace's (`ERR_DO_JURISDICTION_NESTED`), or options that are none (`ERR_DO_ARGUMENT`); RangeError
   * (`ERR_DO_RANDOM_BYTES`) where the option `randomBytes` gives another number of bytes than 16
   */
  newUniqueId(options?: NewUniqueIdOptions | null): DurableObjectId {
    const state = namespaceState(this);
    if (!isOptions(options)) throw argumentError("newUniqueId", CLASS, 1, "NewUniqueIdOptions");
    const code = uniqueIdCode(state, options?.jurisdiction);
    const base = state.randomBytes(BASE_SIZE);
    if (!isUint8Array(base) || base.length !== BASE_SIZE) {
      throw rangeError(
        ErrorCode.randomBytes,
        `randomBytes(${BASE_SIZE}) must return a Uint8Array of ${BASE_SIZE} bytes.`,
      );
    }
    return makeId(state, state.prepared.unique(base, code), code);
  }

  /**
   * The ID of a name: the same for the same name, always.
   * @param name of any length; anything but a string is made one, as workerd does
   * @returns the ID, with its `name`; in a subnamespace, of its jurisdiction
   * @throws TypeError (`ERR_DO_ARGUMENT`) without any argument
   */
  idFromName(name: string): DurableObjectId {
    const state = namespaceState(this);
    if (arguments.length === 0) throw argumentError("idFromName", CLASS, 1, "string");
    return namedId(state, `${name}`);
  }

  /**
   * The ID of 64 hex digits of either case, if it is this namespace's.
   * @param id the digits and nothing else: no white space, no `0x`
   * @returns the ID, without a `name` even if it was made of one
   * @throws TypeError: `ERR_DO_ID_MALFORMED`, `ERR_DO_ID_FOREIGN`, or (in a subnamespace) `ERR_DO_ID_JURISDICTION`
   */
  idFromString(id: string): DurableObjectId {
    const state = namespaceState(this);
    if (arguments.length === 0) throw argumentError("idFromString", CLASS, 1, "string");
    const digits = `${id}`;
    const code = state.prepared.check(digits, state.code);
    if (code < 0) throw refusalError(code);
    if (!accepts(state, code)) throw typeError(ErrorCode.wrongJurisdiction, jurisdictionMessage(state, code));
    return makeId(state, digits.toLowerCase(), code);
  }

  /**
   * As `idFromString`, but it also takes an ID, and it never throws.
   * @param id any value
   * @returns the ID: `id` itself if it is an ID of this library; `undefined` if it is not valid in this namespace
   */
  tryIdFromString(id: unknown): DurableObjectId | undefined {
    const state = namespaceState(this);
    if (isId(id)) {
      const code = codeHere(state, id);
      return code >= 0 && accepts(state, code) ? id : undefined;
    }
    if (typeof id !== "string") return undefined;
    const code = state.prepared.check(id, state.code);
    return code >= 0 && accepts(state, code) ? makeId(state, id.toLowerCase(), code) : undefined;
  }

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
  parseId(value: unknown): ParsedId {
    const state = namespaceState(this);
    const isKnown = isId(value);
    if (!isKnown && typeof value !== "string") return refuseMalformed(explainValue(value));
    const code = isKnown ? codeHere(state, value) : state.prepared.check(value, state.code);
    if (code >= 0) {
      if (accepts(state, code)) return { ok: true, id: isKnown ? value : makeId(state, value.toLowerCase(), code) };
      const jurisdiction = state.keys.jurisdictions.nameOf(code);
      const message = jurisdictionMessage(state, code);
      return { ok: false, code: ErrorCode.wrongJurisdiction, reason: "jurisdiction", message, jurisdiction };
    }
    const fault = isKnown ? undefined : explainText(value);
    if (fault) return refuseMalformed(fault);
    return { ok: false, code: ErrorCode.foreign, reason: "unknown", message: FOREIGN_MESSAGE };
  }

  /**
   * The stub of an ID's object, as `connect` makes it, at once.
   * @param id an ID of this namespace
   * @param options handed to `connect`, checked
   * @throws TypeError for an ID of another namespace (`ERR_DO_ID_FOREIGN`; workerd lets it through) or of another
   * jurisdiction than the subnamespace's (`ERR_DO_ID_JURISDICTION`), or for an option of the wrong type
   * (`ERR_DO_ARGUMENT`); RangeError for a `retry` out of range (`ERR_DO_ARGUMENT`) or an unknown `routingMode`
   * (`ERR_DO_ROUTING_MODE`); Error without `connect` (`ERR_DO_NO_CONNECT`)
   */
  get(id: DurableObjectId, options?: GetOptions | null): Stub;
  /**
   * No call of the other form ever gets here. It makes the class assignable to the interface of
   * `@cloudflare/workers-types`, whose stub type is not to be named here: that package would become a dependency.
   * @typeParam ForeignStub the stub type of that interface
   * @param id as above
   * @param options as above
   */
  get<ForeignStub>(id: DurableObjectId, options?: GetOptions | null): ForeignStub;
  get(id: DurableObjectId, options?: GetOptions | null): Stub {
    const state = namespaceState(this);
    if (!isId(id)) throw argumentError("get", CLASS, 1, "DurableObjectId");
    return stubOf(state, "get", id, options);
  }

  /**
   * The stub of a name's object: `get(idFromName(name), options)`.
   * @param name of any length; anything but a string is made one, as workerd does
   * @param options handed to `connect`, checked
   * @throws TypeError (`ERR_DO_ARGUMENT`) without any argument, and what `get` throws
   */
  getByName(name: string, options?: GetOptions | null): Stub;
  /**
   * As with `get`: for assignability alone.
   * @typeParam ForeignStub the stub type of workers-types
   * @param name as above
   * @param options as above
   */
  getByName<ForeignStub>(name: string, options?: GetOptions | null): ForeignStub;
  getByName(name: string, options?: GetOptions | null): Stub {
    const state = namespaceState(this);
    if (arguments.length === 0) throw argumentError("getByName", CLASS, 1, "string");
    return stubOf(state, "getByName", namedId(state, `${name}`), options);
  }

  /**
   * The subnamespace of a jurisdiction, all of whose IDs are of that jurisdiction: always a new object. Nothing,
   * `undefined` and `null` give the namespace's own restriction again, be it one or none.
   * @param jurisdiction a name of the namespace's table: `eu`, `fedramp`, `fedramp-high` or `us` unless it has its own
   * @throws TypeError for an unknown jurisdiction (`ERR_DO_JURISDICTION_UNKNOWN`), or for any on a namespace that is
   * restricted already (`ERR_DO_JURISDICTION_NESTED`)
   */
  jurisdiction(jurisdiction?: string | null): DurableObjectNamespace<T, Stub> {
    const state = namespaceState(this);
    const code = jurisdiction == null ? state.code : unnestedCode(state, `${jurisdiction}`);
    return new DurableObjectNamespace(new Subnamespace(state, code));
  }
}

function namedId(state: NamespaceState, name: string): DurableObjectId {
  return makeId(state, state.prepared.named(name, state.code), state.code, name);
}

function makeId(state: NamespaceState, digits: string, code: number, givenName?: string): DurableObjectId {
  return createId({
    digits,
    jurisdiction: state.keys.jurisdictions.nameOf(code),
    givenName,
    issuer: state.prepared,
  });
}

/** Whether an ID with this code, valid under the namespace's keys, is one of this very namespace or subnamespace. */
function accepts(state: NamespaceState, code: number): boolean {
  return state.code === UNRESTRICTED || state.code === code;
}

/** The code of an ID under this namespace's keys, or a refusal; not computed again where these keys vouched for it. */
function codeHere(state: NamespaceState, id: DurableObjectId): number {
  const { digits, jurisdiction, issuer } = idState(id);
  if (issuer !== state.prepared) return state.prepared.check(digits, state.code);
  return jurisdiction === undefined ? UNRESTRICTED : state.keys.jurisdictions.codeOf(jurisdiction);
}

/** What `get` and `getByName` share: the options are looked at first, as in workerd. */
function stubOf<Stub>(
  state: NamespaceState<Stub>,
  method: string,
  id: DurableObjectId,
  options: GetOptions | null | undefined,
): Stub {
  if (!isOptions(options)) throw argumentError(method, CLASS, 2, "GetDurableObjectOptions");
  const checkedOptions = checkedGetOptions(options);
  const code = codeHere(state, id);
  if (code < 0) throw refusalError(code);
  if (!accepts(state, code)) {
    throw typeError(
      ErrorCode.wrongJurisdiction,
      "get called on jurisdictional subnamespace with an ID from a different jurisdiction",
    );
  }
  if (state.connect === undefined) {
    throw plainError(
      ErrorCode.noConnect,
      "This namespace can't reach objects: pass `connect: (id, options) => stub` to its constructor.",
    );
  }
  return state.connect(id, checkedOptions);
}

/** What a jurisdiction means to a namespace that may be restricted already: a restricted one takes no other. */
function unnestedCode(state: NamespaceState, jurisdiction: string): number {
  if (state.code === UNRESTRICTED) return state.keys.jurisdictions.codeOf(jurisdiction);
  throw typeError(
    ErrorCode.nestedJurisdiction,
    `Jurisdiction ${JSON.stringify(jurisdiction)} asked of a namespace that is restricted to jurisdiction ` +
      `"${state.keys.jurisdictions.nameOf(state.code)}".`,
  );
}

function uniqueIdCode(state: NamespaceState, wanted: string | null | undefined): number {
  const jurisdiction = wanted == null ? undefined : `${wanted}`;
  const own = state.keys.jurisdictions.nameOf(state.code);
  return jurisdiction === own || jurisdiction === undefined ? state.code : unnestedCode(state, jurisdiction);
}

function refusalError(refusal: number): CodedError<TypeError> {
  return refusal === Refusal.malformed
    ? typeError(ErrorCode.malformed, MALFORMED_MESSAGE)
    : typeError(ErrorCode.foreign, FOREIGN_MESSAGE);
}

function jurisdictionMessage({ keys: { jurisdictions }, code: own }: NamespaceState, code: number): string {
  const its = code === UNRESTRICTED ? "no jurisdiction" : `jurisdiction "${jurisdictions.nameOf(code)}"`;
  return `Durable Object ID has ${its}, but this namespace is restricted to jurisdiction "${jurisdictions.nameOf(own)}".`;
}
