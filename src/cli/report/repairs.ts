import { REPAIR_KINDS, type RepairKind } from "../../bulk/repair.js";
import type { ReportData } from "../../check/summary.js";
import { formatCount } from "../../text/quantities.js";
import { bars } from "./bars.js";
import { html, type Markup } from "./html.js";
import { section } from "./section.js";
import { shareText } from "./words.js";

/** The kinds of damage. */
const MEANINGS: Readonly<Record<RepairKind, string>> = {
  cleaned: "other characters around or between the digits",
  completed: "last digits missing",
  tag: "wrong digits in the second half",
  digit: "one wrong digit",
  swap: "two neighbouring digits swapped",
  "missing-digit": "one missing digit",
  "extra-digit": "one extra digit",
};

/** How many damaged IDs were repaired; undefined if repairs were not requested. */
export function repairSection({ repairs, total, valid }: ReportData): Markup | undefined {
  if (repairs === undefined) return undefined;
  const { repaired, byKind, searched, notSearched } = repairs;
  const found =
    repaired === 0
      ? "No invalid record could be repaired with proof by the checksum."
      : `${formatCount(repaired)} of ${formatCount(total - valid)} invalid records ${repaired === 1 ? "is a damaged ID and was" : "are damaged IDs and were"} repaired, with proof by the checksum.`;
  const limit =
    notSearched === 0
      ? undefined
      : html`<p>${formatCount(notSearched)} records were not searched for a wrong digit, and ${formatCount(searched)} were: raise --repair-limit to search them all.</p>`;
  return section(
    "repairs",
    "Repairs",
    html`<p>${found}</p>
${limit}
${bars(
  "Repaired IDs by kind of damage",
  REPAIR_KINDS.filter((kind) => byKind[kind] !== undefined).map((kind) => ({
    name: kind,
    note: MEANINGS[kind],
    segments: [{ count: byKind[kind] ?? 0, tone: "tone-0" }],
    figure: formatCount(byKind[kind] ?? 0),
    remark: shareText(byKind[kind] ?? 0, repaired),
  })),
)}`,
  );
}
