import type { FaultName } from "../../check/sinks/samples.js";
import type { ReportData } from "../../check/summary.js";
import { describeReason } from "../../format/describe-reason.js";
import { REASONS, type Reason, verdictOfReason } from "../../format/reason.js";
import { VERDICT_NAMES } from "../../format/verdict.js";
import { formatCount } from "../../text/quantities.js";
import { bars } from "./bars.js";
import { html, type Markup } from "./html.js";
import { legend, section } from "./section.js";
import { FAULTS, shareText, TITLES } from "./words.js";

/** How many records are invalid for each reason; undefined if all are valid. */
export function reasonSection({ reasons, total }: Pick<ReportData, "reasons" | "total">): Markup | undefined {
  const counts = REASONS.flatMap((reason) => {
    const count = reasons[reason];
    return count === undefined ? [] : [{ reason, count, tone: toneOf(reason) }];
  });
  if (counts.length === 0) return undefined;
  const sorted = counts.toSorted((a, b) => b.count - a.count);
  const tones = new Set(counts.map(({ tone }) => tone));
  return section(
    "reasons",
    "By reason",
    html`${bars(
      "Invalid records by reason",
      sorted.map(({ reason, count, tone }) => ({
        name: reason,
        note: describeReason({ reason }),
        segments: [{ count, tone }],
        figure: formatCount(count),
        remark: shareText(count, total),
      })),
    )}
${legend(FAULTS.filter((name) => tones.has(name)).map((name) => ({ tone: name, text: TITLES[name] })))}`,
  );
}

/** The fault that a reason belongs to, which decides its colour. */
export function toneOf(reason: Reason): FaultName {
  return VERDICT_NAMES[verdictOfReason(reason)] as FaultName;
}
