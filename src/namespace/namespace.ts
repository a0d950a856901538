import { selectEngine } from "../engine/select.js";
import { defineNamespace } from "./define-namespace.js";
import type * as types from "./types.js";

/**
 * A namespace of Durable Objects: makes their IDs, and tells its own from all others.
 * @typeParam T the class of the objects
 * @typeParam Stub what `connect` returns: `never` without `connect`
 */
export type DurableObjectNamespace<T = undefined, Stub = never> = types.DurableObjectNamespace<T, Stub>;

/** The class of namespaces, over all engines. */
export const DurableObjectNamespace: types.DurableObjectNamespaceConstructor =
  /* @__PURE__ */ defineNamespace(selectEngine);
