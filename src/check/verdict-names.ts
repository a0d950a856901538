import type { VerdictArrays } from "../engine/types.js";
import { NO_NAMESPACE, VERDICT_NAMES, type VerdictName } from "../format/verdict.js";
import { namespaceState } from "../namespace/holder.js";
import type { LabelledNamespace } from "./namespaces.js";

/** What validation says of one ID, in words: no namespace and no jurisdiction are empty. */
export interface NamedVerdict {
  /** The name of the verdict. */
  readonly verdict: VerdictName;
  /** The label of the namespace that takes the ID, or whose parent would. */
  readonly namespace: string;
  /** The jurisdiction of the ID. */
  readonly jurisdiction: string;
}

/**
 * The words for one entry of a result.
 * @param result a batch with its verdicts, or what a validator returns
 * @param index which entry
 * @param namespaces those that were asked, in the same order
 */
export function nameVerdict(
  result: VerdictArrays,
  index: number,
  namespaces: readonly LabelledNamespace[],
): NamedVerdict {
  const owner = result.namespaces[index];
  const labelled = owner === NO_NAMESPACE ? undefined : namespaces[owner];
  return {
    verdict: VERDICT_NAMES[result.verdicts[index]],
    namespace: labelled?.label ?? "",
    jurisdiction: labelled ? jurisdictionName(labelled, result.jurisdictions[index]) : "",
  };
}

/** The name that a namespace has for a code; empty for the code of unrestricted IDs. */
export function jurisdictionName({ namespace }: LabelledNamespace, code: number): string {
  return namespaceState(namespace).keys.jurisdictions.nameOf(code) ?? "";
}
