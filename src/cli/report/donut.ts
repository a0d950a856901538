import { html, type Markup } from "./html.js";
import { visibleShares } from "./shares.js";
import { coordinate } from "./words.js";

/** On a ring of length 100: the smallest visible slice, and the gap between two. */
const LEAST = 1.2;
const GAP = 0.6;

/** A slice: its meaning, its count, and its CSS class. */
export interface Slice {
  readonly title: string;
  readonly count: number;
  readonly tone: string;
}

/** A ring of slices, clockwise from the top; without slices, a pale ring. */
export function donut(label: string, slices: readonly Slice[]): Markup {
  const shown = slices.filter(({ count }) => count > 0);
  const shares = visibleShares(
    shown.map(({ count }) => count),
    LEAST / 100,
  );
  let start = 0;
  const arcs = shown.map(({ title, tone }, i) => {
    const length = 100 * shares[i];
    const drawn = shown.length === 1 ? 100 : length - GAP;
    const arc = html`<circle class="arc ${tone}" r="50" pathLength="100" stroke-dasharray="${coordinate(drawn)} ${coordinate(100 - drawn)}" stroke-dashoffset="${coordinate(-start)}"><title>${title}</title></circle>`;
    start += length;
    return arc;
  });
  return html`<svg class="donut" viewBox="-60 -60 120 120" role="img" aria-label="${label}">
<g transform="rotate(-90)"><circle class="arc track" r="50"/>${arcs}</g>
</svg>`;
}
