import type { DurableObjectNamespace } from "../namespace/namespace.js";

/** A namespace and what it is called in summaries and outputs: its unique key, or the name of its key file. */
export interface LabelledNamespace {
  readonly label: string;
  readonly namespace: DurableObjectNamespace;
}
