import type { RecordBatch } from "../bulk/records/batch.js";
import { differingDigits } from "../bulk/repair/differing-digits.js";
import { type Explanation, explainText, REASONS } from "../format/reason.js";
import type { JudgedNamespace } from "./namespaces.js";
import { nameVerdict } from "./verdict-names.js";

/**
 * The reason why a record is invalid, with details from its text.
 * @param batch a batch with its verdicts
 * @param index the index of an invalid record
 * @param namespaces the namespaces of the plan: `plan.verdicts.namespaces`
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
  // A record without text, or with JSON that is not a string, gives no details of the reason.
  return fault?.reason === reason ? fault : ({ reason } as Explanation);
}
