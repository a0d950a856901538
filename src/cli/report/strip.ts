import type { VerdictName } from "../../format/verdict.js";
import { formatCount } from "../../text/quantities.js";
import { html, type Markup } from "./html.js";
import { visibleShares } from "./shares.js";
import { coordinate, shareText, TITLES, VERDICTS } from "./words.js";

/** Of the width, the least that a part takes. */
const LEAST = 0.006;
/** Of the width, the least that a part takes whose share can be written into it: on a wide screen, and on any. */
const LEAST_WITH_TEXT = 0.09;
const LEAST_WITH_TEXT_ANYWHERE = 0.22;
/** Faults are drawn a second time, enlarged, where they have less than this of the whole. */
const ENLARGED_BELOW = 0.5;

type Counts = Readonly<Record<VerdictName | "total", number>>;

/** All verdicts as one strip, and under it the faults alone, drawn out to the same width. */
export function verdictStrip(label: string, counts: Counts): Markup {
  const faults = counts.total - counts.valid;
  const isEnlarged = faults > 0 && faults < ENLARGED_BELOW * counts.total;
  const shares = sharesOf(counts, VERDICTS);
  return html`<div class="strips" role="img" aria-label="${label}">
${strip(counts, VERDICTS, counts.total)}
${isEnlarged ? enlarged(counts, shares[0], faults) : undefined}</div>`;
}

function enlarged(counts: Counts, from: number, faults: number): Markup {
  const shown = VERDICTS.filter((name) => name !== "valid");
  return html`<svg class="funnel" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><polygon points="${coordinate(100 * from)},0 100,0 100,1 0,1"/></svg>
<p class="funnel-text" aria-hidden="true">${formatCount(faults)} ${faults === 1 ? "fault" : "faults"}, enlarged</p>
${strip(counts, shown, faults)}
`;
}

function strip(counts: Counts, shown: readonly VerdictName[], whole: number): Markup {
  const shares = sharesOf(counts, shown);
  let x = 0;
  const parts = shown.map((name, i) => {
    const from = x;
    x += shares[i];
    if (counts[name] === 0) return undefined;
    const place = html`x="${coordinate(100 * from)}%" width="${coordinate(100 * shares[i])}%"`;
    const title = `${TITLES[name]}: ${formatCount(counts[name])}, ${shareText(counts[name], whole)}`;
    const text =
      shares[i] < LEAST_WITH_TEXT
        ? undefined
        : html`<text class="on-${name}${shares[i] < LEAST_WITH_TEXT_ANYWHERE ? " tight" : ""}" x="${coordinate(100 * (from + shares[i] / 2))}%" y="50%">${shareText(counts[name], whole)}</text>`;
    return html`<g><rect class="${name}" ${place} height="100%"/>${text}<title>${title}</title></g>`;
  });
  return html`<svg class="strip" aria-hidden="true"><rect class="track" width="100%" height="100%"/>${parts}</svg>`;
}

function sharesOf(counts: Counts, names: readonly VerdictName[]): number[] {
  return visibleShares(
    names.map((name) => counts[name]),
    LEAST,
  );
}
