import type { Summary } from "../../check/summary.js";
import { describeReason } from "../../format/describe-reason.js";
import { REASONS, verdictOfReason } from "../../format/reason.js";
import { VERDICT_NAMES } from "../../format/verdict.js";
import type { Colours } from "../colours.js";
import { countSection, type Row } from "./rows.js";
import { TITLES } from "./words.js";

/** How many records are invalid for each reason that occurs. */
export function reasonSection({ reasons }: Pick<Summary, "reasons">, colours: Colours): string {
  const rows = REASONS.flatMap((reason): Row[] => {
    const count = reasons[reason];
    if (count === undefined) return [];
    return [[reason, count, `${TITLES[VERDICT_NAMES[verdictOfReason(reason)]]}: ${describeReason({ reason })}`]];
  });
  return countSection("by reason", rows, colours);
}
