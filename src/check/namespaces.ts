import type { DurableObjectNamespace } from "../namespace/namespace.js";

/** A namespace and what it is called in summaries and outputs. */
export interface LabelledNamespace {
  /** Such as its unique key, or the name of its key file. */
  readonly label: string;
  /** The class of its objects, if it is known: an ID that is stored as `Class:ID` must be of that class. */
  readonly className?: string | undefined;
  /** The namespace, or the subnamespace of a jurisdiction. */
  readonly namespace: DurableObjectNamespace;
}
