import type { VerdictName } from "../../format/verdict.js";
import { formatCount } from "../../text/quantities.js";
import { html, type Markup } from "./html.js";
import { visibleShares } from "./shares.js";
import { coordinate, shareText, TITLES, VERDICTS } from "./words.js";

/** The least width of a part, relative to the strip. */
const LEAST = 0.006;
/** The least width of a part that shows its share, relative to the strip: on a wide screen, and on any screen. */
const LEAST_WITH_TEXT = 0.09;
const LEAST_WITH_TEXT_ANYWHERE = 0.22;
/** If the faults have less than this share, a second strip shows them enlarged. */
const ENLARGED_BELOW = 0.5;

type Counts = Readonly<Record<VerdictName | "total", number>>;

/** A part of a strip: its meaning, its count, and its CSS class. */
export interface StripPart {
  readonly title: string;
  readonly count: number;
  readonly tone: string;
}

/** All verdicts as one strip, and below it the faults, enlarged to the same width. */
export function verdictStrip(label: string, counts: Counts): Markup {
  const faults = counts.total - counts.valid;
  const isEnlarged = faults > 0 && faults < ENLARGED_BELOW * counts.total;
  const parts = VERDICTS.map((name) => ({ title: TITLES[name], count: counts[name], tone: name }));
  return html`<div class="strips" role="img" aria-label="${label}">
${strip(parts)}
${isEnlarged ? enlarged(parts.slice(1), sharesOf(parts)[0], faults) : undefined}</div>`;
}

/** Parts as one strip. */
export function partStrip(label: string, parts: readonly StripPart[]): Markup {
  return html`<div class="strips" role="img" aria-label="${label}">
${strip(parts)}</div>`;
}

function enlarged(parts: readonly StripPart[], from: number, faults: number): Markup {
  return html`<svg class="funnel" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><polygon points="${coordinate(100 * from)},0 100,0 100,1 0,1"/></svg>
<p class="funnel-text" aria-hidden="true">${formatCount(faults)} ${faults === 1 ? "fault" : "faults"}, enlarged</p>
${strip(parts)}
`;
}

function strip(parts: readonly StripPart[]): Markup {
  const whole = parts.reduce((sum, { count }) => sum + count, 0);
  const shares = sharesOf(parts);
  let x = 0;
  const drawn = parts.map(({ title, count, tone }, i) => {
    const from = x;
    x += shares[i];
    if (count === 0) return undefined;
    const place = html`x="${coordinate(100 * from)}%" width="${coordinate(100 * shares[i])}%"`;
    const text =
      shares[i] < LEAST_WITH_TEXT
        ? undefined
        : html`<text class="on-${tone}${shares[i] < LEAST_WITH_TEXT_ANYWHERE ? " tight" : ""}" x="${coordinate(100 * (from + shares[i] / 2))}%" y="50%">${shareText(count, whole)}</text>`;
    return html`<g><rect class="${tone}" ${place} height="100%"/>${text}<title>${title}: ${formatCount(count)}, ${shareText(count, whole)}</title></g>`;
  });
  return html`<svg class="strip" aria-hidden="true"><rect class="track" width="100%" height="100%"/>${drawn}</svg>`;
}

function sharesOf(parts: readonly StripPart[]): number[] {
  return visibleShares(
    parts.map(({ count }) => count),
    LEAST,
  );
}
