import type { Duplicates, ReportData } from "../../check/summary.js";
import type { VerdictName } from "../../format/verdict.js";
import { formatCount } from "../../text/quantities.js";
import { hintList } from "./hints.js";
import { html, type Markup } from "./html.js";
import { swatch } from "./section.js";
import { verdictStrip } from "./strip.js";
import { asTable } from "./table.js";
import { idCount, shareText, TITLES, VERDICTS } from "./words.js";

/** The main result: the share of valid IDs, and the numbers of the others. */
export function verdictSection(data: ReportData): Markup {
  const spoken = VERDICTS.map((name) => `${formatCount(data[name])} ${TITLES[name]}`).join(", ");
  return html`<section class="verdicts" aria-labelledby="title">
<h1 id="title"${data.total > 0 && data.valid === data.total ? html` class="all"` : undefined}>${headline(data)}</h1>
${hintList(data)}
${verdictStrip(`Share by verdict: ${spoken}`, data)}
<ul class="tiles">
${VERDICTS.map((name) => tile(name, data))}</ul>
${data.duplicates === undefined ? undefined : duplicateText(data.duplicates)}
${asTable(
  "IDs by verdict",
  [{ name: "verdict" }, { name: "IDs", isFigure: true }, { name: "share", isFigure: true }],
  [
    ...VERDICTS.map((name) => [TITLES[name], formatCount(data[name]), shareText(data[name], data.total)]),
    ["total", formatCount(data.total), ""],
  ],
)}
</section>
`;
}

function duplicateText({ distinct, repeated, surplus }: Duplicates): Markup {
  const found =
    repeated === 0
      ? html`no duplicates`
      : html`<strong>${formatCount(repeated)}</strong> occur more than once, which makes <strong>${formatCount(surplus)}</strong> duplicate ${surplus === 1 ? "record" : "records"}`;
  return html`<p class="duplicates"><strong>${formatCount(distinct)}</strong> different valid ${distinct === 1 ? "ID" : "IDs"}: ${found}.</p>`;
}

function headline({ total, valid }: ReportData): Markup {
  if (total === 0) return html`<b>No IDs</b> in the inputs`;
  const verb = total === 1 ? "is" : "are";
  if (valid === total) return html`<b>100 %</b> of ${idCount(total)} ${verb} valid`;
  return html`<b>${shareText(valid, total)}</b> of ${idCount(total)} ${verb} valid`;
}

function tile(name: VerdictName, data: ReportData): Markup {
  const count = data[name];
  return html`<li${count === 0 ? html` class="none"` : undefined}>
<span class="tile-name">${swatch(name)}${TITLES[name]}</span>
<strong>${formatCount(count)}</strong>
<span class="note">${shareText(count, data.total)}</span>
</li>
`;
}
