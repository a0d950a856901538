import type { Engine, EngineChoice } from "../engine/types.js";
import { isUint8Array } from "../format/bytes.js";
import { BASE_SIZE } from "../format/codec.js";
import { argumentError, rangeError, typeError } from "../format/errors.js";
import { explainText } from "../format/reason.js";
import { stubOf } from "./connect.js";
import { isOptions } from "./get-options.js";
import { NamespaceHolder, namespaceState, stateOf } from "./holder.js";
import { type DurableObjectId, isId } from "./id.js";
import type { GetOptions, NamespaceChanges, NamespaceOptions, NewUniqueIdOptions } from "./options.js";
import { explainValue, type ParsedId, refuseMalformed } from "./parsed-id.js";
import { makeEnumerable, setPrinted, setToStringTag } from "./platform-class.js";
import { uniqueIdCode, unnestedCode } from "./restriction.js";
import { changedState, type NamespaceState, openNamespace } from "./state.js";
import type * as types from "./types.js";
import { accepts, codeHere, FOREIGN_MESSAGE, jurisdictionMessage, makeId, namedId, refusalError } from "./validity.js";

const CLASS = "DurableObjectNamespace";
/** The methods that workerd also has. */
const METHODS = ["newUniqueId", "idFromName", "idFromString", "get", "getByName", "jurisdiction"];

/** Passed to the constructor instead of options, to derive a namespace from another one. */
class Derived<Stub> {
  readonly state: NamespaceState<Stub>;

  constructor(state: NamespaceState<Stub>) {
    this.state = state;
  }
}

/**
 * Creates the class of namespaces for a set of engines. IDs and namespaces of these classes are accepted by each other.
 * @param selectEngine selects the engine for the option `engine`
 */
export function defineNamespace(
  selectEngine: (choice?: EngineChoice) => Engine,
): types.DurableObjectNamespaceConstructor {
  return class DurableObjectNamespace<T, Stub>
    extends NamespaceHolder<Stub>
    implements types.DurableObjectNamespace<T, Stub>
  {
    declare readonly [Symbol.toStringTag]: string;

    static {
      Object.setPrototypeOf(DurableObjectNamespace.prototype, Object.prototype);
      setToStringTag(DurableObjectNamespace, CLASS);
      makeEnumerable(DurableObjectNamespace, METHODS);
      setPrinted(DurableObjectNamespace, (value) => {
        const state = stateOf(value);
        if (state === undefined) return undefined;
        const jurisdiction = state.keys.jurisdictions.nameOf(state.code);
        return `${CLASS} ${JSON.stringify({ jurisdiction })}`;
      });
    }

    constructor(options: NamespaceOptions<Stub> | Derived<Stub>) {
      super(options instanceof Derived ? options.state : openNamespace(options, selectEngine));
    }

    newUniqueId(options?: NewUniqueIdOptions | null): DurableObjectId {
      const state = namespaceState(this);
      if (!isOptions(options)) throw argumentError("newUniqueId", CLASS, 1, "NewUniqueIdOptions");
      const code = uniqueIdCode(state, options?.jurisdiction);
      const base = state.randomBytes(BASE_SIZE);
      if (!isUint8Array(base) || base.length !== BASE_SIZE) {
        throw rangeError(
          "ERR_DO_RANDOM_BYTES",
          `randomBytes(${BASE_SIZE}) must return a Uint8Array of ${BASE_SIZE} bytes.`,
        );
      }
      return makeId(state, state.prepared.unique(base, code), code);
    }

    idFromName(name: string): DurableObjectId {
      const state = namespaceState(this);
      if (arguments.length === 0) throw argumentError("idFromName", CLASS, 1, "string");
      return namedId(state, `${name}`);
    }

    idFromString(id: string): DurableObjectId {
      const state = namespaceState(this);
      if (arguments.length === 0) throw argumentError("idFromString", CLASS, 1, "string");
      const digits = `${id}`;
      const code = state.prepared.check(digits, state.code);
      if (code < 0) throw refusalError(code);
      if (!accepts(state, code)) throw typeError("ERR_DO_ID_JURISDICTION", jurisdictionMessage(state, code));
      return makeId(state, digits.toLowerCase(), code);
    }

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

    parseId(value: unknown): ParsedId {
      const state = namespaceState(this);
      const isKnown = isId(value);
      if (!isKnown && typeof value !== "string") return refuseMalformed(explainValue(value));
      const code = isKnown ? codeHere(state, value) : state.prepared.check(value, state.code);
      if (code >= 0) {
        if (accepts(state, code)) return { ok: true, id: isKnown ? value : makeId(state, value.toLowerCase(), code) };
        const jurisdiction = state.keys.jurisdictions.nameOf(code);
        const message = jurisdictionMessage(state, code);
        return { ok: false, code: "ERR_DO_ID_JURISDICTION", reason: "jurisdiction", message, jurisdiction };
      }
      const fault = isKnown ? undefined : explainText(value);
      if (fault) return refuseMalformed(fault);
      return { ok: false, code: "ERR_DO_ID_FOREIGN", reason: "unknown", message: FOREIGN_MESSAGE };
    }

    get(this: never, id: DurableObjectId, options?: GetOptions | null): never;
    get(id: DurableObjectId, options?: GetOptions | null): Stub;
    get(id: DurableObjectId, options?: GetOptions | null): Stub {
      const state = namespaceState(this);
      if (!isId(id)) throw argumentError("get", CLASS, 1, "DurableObjectId");
      return stubOf(state, "get", id, options);
    }

    getByName(this: never, name: string, options?: GetOptions | null): never;
    getByName(name: string, options?: GetOptions | null): Stub;
    getByName(name: string, options?: GetOptions | null): Stub {
      const state = namespaceState(this);
      if (arguments.length === 0) throw argumentError("getByName", CLASS, 1, "string");
      return stubOf(state, "getByName", namedId(state, `${name}`), options);
    }

    jurisdiction(jurisdiction?: string | null): DurableObjectNamespace<T, Stub> {
      const state = namespaceState(this);
      const code = jurisdiction == null ? state.code : unnestedCode(state, `${jurisdiction}`);
      return new DurableObjectNamespace<T, Stub>(new Derived({ ...state, code }));
    }

    with<NewStub>(changes: NamespaceChanges<NewStub>): DurableObjectNamespace<T, NewStub> {
      return new DurableObjectNamespace<T, NewStub>(new Derived(changedState(namespaceState(this), changes)));
    }
  } as types.DurableObjectNamespaceConstructor;
}
