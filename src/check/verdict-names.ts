import type { VerdictArrays } from "../engine/types.js";
import { NO_NAMESPACE, VERDICT_NAMES, type VerdictName } from "../format/verdict.js";
import type { JudgedNamespace } from "./namespaces.js";

/** The result of validating one ID, as names; the namespace or jurisdiction is empty if there is none. */
export interface NamedVerdict {
  /** The name of the verdict. */
  readonly verdict: VerdictName;
  /** The label of the namespace that accepts the ID; for a wrong jurisdiction, the namespace whose parent accepts it. */
  readonly namespace: string;
  /** The jurisdiction of the ID. */
  readonly jurisdiction: string;
}

/**
 * Returns the names for one entry of a result.
 * @param result a batch with its verdicts, or the result of a validator
 * @param index the index of the entry
 * @param namespaces the namespaces of the validation, in the same order: `plan.verdicts.namespaces`
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
