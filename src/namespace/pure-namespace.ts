import { selectPureEngine } from "../engine/select-pure.js";
import { defineNamespace } from "./define-namespace.js";
import type * as types from "./types.js";

/**
 * A namespace of Durable Objects, like that of `durable-id`, whose functions accept it too.
 * @typeParam T the class of the objects
 * @typeParam Stub the result type of `connect`: `never` without `connect`
 */
export type DurableObjectNamespace<T = undefined, Stub = never> = types.DurableObjectNamespace<T, Stub>;

/** The class of namespaces with the pure engine only. The option `engine` can only be `"auto"` or `"pure"`. */
export const DurableObjectNamespace: types.DurableObjectNamespaceConstructor =
  /* @__PURE__ */ defineNamespace(selectPureEngine);
