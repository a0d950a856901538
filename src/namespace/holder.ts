import { argumentError, illegalInvocation } from "../format/errors.js";
import { Uncloneable } from "./platform-class.js";
import type { NamespaceState } from "./state.js";
import type { DurableObjectNamespace } from "./types.js";

/** The state of a namespace; `undefined` for anything else. */
export let stateOf: (value: unknown) => NamespaceState<unknown> | undefined;

/**
 * Holds the state of a namespace in a private field. The classes of namespaces, one for each set of engines, share only
 * this constructor: their prototypes inherit from Object's, as in workerd.
 */
export class NamespaceHolder<Stub> extends Uncloneable {
  readonly #state: NamespaceState<Stub>;

  static {
    stateOf = (value) => (typeof value === "object" && value !== null && #state in value ? value.#state : undefined);
  }

  constructor(state: NamespaceState<Stub>) {
    super();
    this.#state = state;
  }
}

/** The state of a namespace. @throws TypeError (`ERR_DO_ILLEGAL_INVOCATION`) for any other value */
export function namespaceState<T, Stub>(namespace: DurableObjectNamespace<T, Stub>): NamespaceState<Stub> {
  const state = stateOf(namespace);
  if (state === undefined) throw illegalInvocation();
  // The type of a namespace includes the result type of its `connect`.
  return state as NamespaceState<Stub>;
}

/**
 * The state of a namespace that a caller passed.
 * @throws TypeError (`ERR_DO_ARGUMENT`) for any other value, such as a namespace of a second copy of the library
 */
export function namespaceArgument<T, Stub>(
  namespace: DurableObjectNamespace<T, Stub>,
  method: string,
  owner: string,
  position = 1,
  wanted = "DurableObjectNamespace",
): NamespaceState<Stub> {
  const state = stateOf(namespace);
  if (state === undefined) throw argumentError(method, owner, position, wanted);
  return state as NamespaceState<Stub>;
}
