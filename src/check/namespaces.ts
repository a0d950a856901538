import { namespaceState } from "../namespace/holder.js";
import type { DurableObjectNamespace } from "../namespace/namespace.js";

/** A namespace that records are judged by, as sinks know it: by its name, and without a key. */
export interface JudgedNamespace {
  /** What it is called in summaries and outputs. */
  readonly label: string;
  /** The class of its objects, if it is known: an ID that is stored as `Class:ID` must be of that class. */
  readonly className?: string | undefined;
  /**
   * The name that the namespace has for a jurisdiction.
   * @param code its code in verdicts
   * @returns the name; empty for the code of unrestricted IDs
   */
  jurisdictionName(code: number): string;
}

/** A namespace and what it is called in summaries and outputs. */
export interface LabelledNamespace {
  /** Such as its unique key, or the name of its key file. */
  readonly label: string;
  /** The class of its objects, if it is known: an ID that is stored as `Class:ID` must be of that class. */
  readonly className?: string | undefined;
  /** The namespace, or the subnamespace of a jurisdiction. */
  readonly namespace: DurableObjectNamespace;
}

/** What sinks know of a namespace whose key the program has. */
export function judgedNamespace({ label, className, namespace }: LabelledNamespace): JudgedNamespace {
  const { jurisdictions } = namespaceState(namespace).keys;
  return { label, className, jurisdictionName: (code) => jurisdictions.nameOf(code) ?? "" };
}
