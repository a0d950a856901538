import type { ReportData } from "../../check/summary.js";
import { formatCount } from "../../text/quantities.js";
import { donut, type Slice } from "./donut.js";
import { html, type Markup } from "./html.js";
import { section, swatch } from "./section.js";
import { asTable } from "./table.js";
import { shareText } from "./words.js";

/** The maximum number of jurisdictions with their own colour. */
const MOST_SLICES = 6;

/** With this many namespaces, the card next to this one is so high that the ring is drawn large. */
const TALL_FROM = 5;

/** The valid IDs by jurisdiction. */
export function jurisdictionSection({ jurisdictions, valid, namespaces }: ReportData): Markup {
  const sorted = Object.entries(jurisdictions).sort(([, a], [, b]) => b - a);
  if (sorted.length === 0) {
    return section("jurisdictions", "By jurisdiction", html`<p class="note">There are no valid IDs.</p>`);
  }
  const slices = slicesOf(sorted);
  const spoken = slices.map(({ title, count }) => `${title} ${shareText(count, valid)}`).join(", ");
  return section(
    "jurisdictions",
    "By jurisdiction",
    html`<div${namespaces.length < TALL_FROM ? undefined : html` class="tall"`}>
<div class="ring">
${donut(
  `Valid IDs by jurisdiction: ${spoken}`,
  slices.map((slice) => ({
    ...slice,
    title: `${slice.title}: ${formatCount(slice.count)}, ${shareText(slice.count, valid)}`,
  })),
)}
<ul class="legend ring-legend">
${slices.map(
  ({ title, count, tone }) =>
    html`<li>${swatch(tone)}<span>${title}</span><strong>${formatCount(count)}</strong><span class="note">${shareText(count, valid)}</span></li>\n`,
)}</ul>
</div>
</div>
${asTable(
  "Valid IDs by jurisdiction",
  [{ name: "jurisdiction" }, { name: "IDs", isFigure: true }, { name: "share", isFigure: true }],
  sorted.map(([name, count]) => [name, formatCount(count), shareText(count, valid)]),
)}`,
  );
}

function slicesOf(sorted: readonly (readonly [name: string, count: number])[]): Slice[] {
  const isFolded = sorted.length > MOST_SLICES;
  const own = isFolded ? sorted.slice(0, MOST_SLICES - 1) : sorted;
  const slices = own.map(([title, count], i) => ({ title, count, tone: `tone-${i}` }));
  if (isFolded) {
    const others = sorted.slice(own.length);
    const count = others.reduce((sum, [, each]) => sum + each, 0);
    slices.push({ title: `${others.length} others`, count, tone: "tone-others" });
  }
  return slices;
}
