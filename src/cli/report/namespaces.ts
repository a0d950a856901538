import type { NamespaceCount } from "../../check/sinks/counts.js";
import type { ReportData } from "../../check/summary.js";
import { formatCount } from "../../text/quantities.js";
import { type Bar, bars } from "./bars.js";
import { html, type Markup } from "./html.js";
import { legend, section, swatch } from "./section.js";
import { asTable } from "./table.js";
import { shareText, TITLES } from "./words.js";

/** The maximum number of namespaces with their own bar; the others share one. */
const MOST_BARS = 10;

/** The IDs by namespace. */
export function namespaceSection({ namespaces, total }: ReportData): Markup {
  const sorted = namespaces.toSorted((a, b) => countOf(b) - countOf(a));
  // A single namespace is never folded away: that would save no space.
  const shown = sorted.length > MOST_BARS + 1 ? sorted.slice(0, MOST_BARS) : sorted;
  const others = sorted.slice(shown.length);
  const list = shown.map((each) => barOf(each, nameOf(each.label), total));
  if (others.length > 0) list.push(barOf(sumOf(others), `${formatCount(others.length)} others`, total));
  const hasWrong = namespaces.some(({ wrongJurisdiction }) => wrongJurisdiction > 0);
  return section(
    "namespaces",
    "By namespace",
    html`${bars("IDs by namespace", list)}
${
  hasWrong
    ? legend([
        { tone: "valid", text: TITLES.valid },
        { tone: "wrongJurisdiction", text: TITLES.wrongJurisdiction },
      ])
    : undefined
}
${asTable(
  "IDs by namespace",
  [
    { name: "namespace" },
    { name: TITLES.valid, isFigure: true },
    { name: "share", isFigure: true },
    { name: TITLES.wrongJurisdiction, isFigure: true },
  ],
  sorted.map(({ label, valid, wrongJurisdiction }) => [
    nameOf(label),
    formatCount(valid),
    shareText(valid, total),
    formatCount(wrongJurisdiction),
  ]),
)}`,
  );
}

function countOf({ valid, wrongJurisdiction }: NamespaceCount): number {
  return valid + wrongJurisdiction;
}

function sumOf(counts: readonly NamespaceCount[]): NamespaceCount {
  return {
    label: "",
    valid: counts.reduce((sum, { valid }) => sum + valid, 0),
    wrongJurisdiction: counts.reduce((sum, { wrongJurisdiction }) => sum + wrongJurisdiction, 0),
  };
}

function barOf({ valid, wrongJurisdiction }: NamespaceCount, name: string, total: number): Bar {
  return {
    name,
    segments: [
      { count: valid, tone: "valid" },
      { count: wrongJurisdiction, tone: "wrongJurisdiction" },
    ],
    figure: formatCount(valid),
    remark: html`${shareText(valid, total)}${wrongJurisdiction === 0 ? undefined : wrongRemark(wrongJurisdiction)}`,
  };
}

function wrongRemark(count: number): Markup {
  return html`<span class="unseen">, and</span> ${swatch("wrongJurisdiction")}${formatCount(count)}<span class="unseen"> with a wrong jurisdiction</span>`;
}

/** The label, or its replacement: the empty string is a unique key too. */
function nameOf(label: string): string {
  return label === "" ? '""' : label;
}
