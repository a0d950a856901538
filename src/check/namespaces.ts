import type { DurableObjectNamespace } from "../namespace/namespace.js";

/** A namespace and what it is called in summaries and outputs. */
export interface LabelledNamespace {
  /** Such as its unique key, or the name of its key file. */
  readonly label: string;
  /** The namespace, or the subnamespace of a jurisdiction. */
  readonly namespace: DurableObjectNamespace;
}
