import type { VerdictArrays } from "../engine/types.js";
import { NO_NAMESPACE, VERDICT_NAMES, type VerdictName } from "../format/verdict.js";
import type { JudgedNamespace } from "./namespaces.js";

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
 * @param namespaces those that were asked, in the same order: `plan.verdicts.namespaces`
 */
export function nameVerdict(
  result: VerdictArrays,
  index: number,
  namespaces: readonly JudgedNamespace[],
): NamedVerdict {
  const owner = result.namespaces[index];
  const namespace = owner === NO_NAMESPACE ? undefined : namespaces[owner];
  return {
    verdict: VERDICT_NAMES[result.verdicts[index]],
    namespace: namespace?.label ?? "",
    jurisdiction: namespace?.jurisdictionName(result.jurisdictions[index]) ?? "",
  };
}
