import type { RecordBatch } from "../bulk/records/batch.js";
import { differingDigits } from "../bulk/repair/differing-digits.js";
import { type Explanation, explainText, REASONS } from "../format/reason.js";
import type { JudgedNamespace } from "./namespaces.js";
import { nameVerdict } from "./verdict-names.js";

/**
 * Why a record is refused, with the details that its text has.
 * @param batch a batch with its verdicts
 * @param index a record that is not valid
 * @param namespaces those of the plan: `plan.verdicts.namespaces`
 */
export function explainRecord(batch: RecordBatch, index: number, namespaces: readonly JudgedNamespace[]): Explanation {
  const reason = REASONS[batch.reasonOf(index)];
  if (reason === "jurisdiction") {
    return { reason, jurisdiction: nameVerdict(batch, index, namespaces).jurisdiction || undefined };
  }
  const text = batch.idText(index) ?? "";
  const repair = batch.repairs.get(index);
  if (reason === "near-miss" && repair) return { reason, wrongDigits: differingDigits(text, repair.id) };
  const fault = explainText(text);
  // The text of a record without one, and that of JSON that is not a string, say nothing about the reason.
  return fault?.reason === reason ? fault : ({ reason } as Explanation);
}
