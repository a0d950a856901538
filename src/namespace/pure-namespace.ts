import { selectPureEngine } from "../engine/select-pure.js";
import { defineNamespace } from "./define-namespace.js";
import type * as types from "./types.js";

/**
 * A namespace of Durable Objects, as that of `durable-id`, whose functions take it too.
 * @typeParam T the class of the objects
 * @typeParam Stub what `connect` returns: `never` without `connect`
 */
export type DurableObjectNamespace<T = undefined, Stub = never> = types.DurableObjectNamespace<T, Stub>;

/** The class of namespaces on the pure engine only. The option `engine` can only be `"auto"` or `"pure"`. */
export const DurableObjectNamespace: types.DurableObjectNamespaceConstructor =
  /* @__PURE__ */ defineNamespace(selectPureEngine);
