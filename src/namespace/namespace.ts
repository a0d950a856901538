import { selectEngine } from "../engine/select.js";
import { defineNamespace } from "./define-namespace.js";
import type * as types from "./types.js";

/**
 * A namespace of Durable Objects: creates and validates their IDs.
 * @typeParam T the class of the objects
 * @typeParam Stub the result type of `connect`: `never` without `connect`
 */
export type DurableObjectNamespace<T = undefined, Stub = never> = types.DurableObjectNamespace<T, Stub>;

/** The class of namespaces with all engines. */
export const DurableObjectNamespace: types.DurableObjectNamespaceConstructor =
  /* @__PURE__ */ defineNamespace(selectEngine);
