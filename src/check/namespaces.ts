import { namespaceState } from "../namespace/holder.js";
import type { DurableObjectNamespace } from "../namespace/namespace.js";

/** A namespace that records are judged by, as sinks see it: with its name, and without a key. */
export interface JudgedNamespace {
  /** Its name in summaries and outputs. */
  readonly label: string;
  /** The class of its objects, if it is known: an ID that is stored as `Class:ID` must be of that class. */
  readonly className?: string | undefined;
  /**
   * Returns the name of a jurisdiction in this namespace.
   * @param code its code in verdicts
   * @returns the name; empty for the code of unrestricted IDs
   */
  jurisdictionName(code: number): string;
}

/** A namespace with its name in summaries and outputs. */
export interface LabelledNamespace {
  /** Such as its unique key, or the name of its key file. */
  readonly label: string;
  /** The class of its objects, if it is known: an ID that is stored as `Class:ID` must be of that class. */
  readonly className?: string | undefined;
  /** The namespace, or the subnamespace of a jurisdiction. */
  readonly namespace: DurableObjectNamespace;
}

/** The description, for sinks, of a namespace whose key is known to the program. */
export function judgedNamespace({ label, className, namespace }: LabelledNamespace): JudgedNamespace {
  const { jurisdictions } = namespaceState(namespace).keys;
  return { label, className, jurisdictionName: (code) => jurisdictions.nameOf(code) ?? "" };
}
