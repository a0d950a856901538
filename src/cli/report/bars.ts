import { html, type Markup, type Part } from "./html.js";
import { visibleShares } from "./shares.js";
import { coordinate } from "./words.js";

/** The least width of a non-empty bar, relative to the longest bar, and of a part, relative to its bar. */
const LEAST = 0.006;
const LEAST_PART = 0.02;

/** A part of a bar, with its CSS class. */
export interface Segment {
  readonly count: number;
  readonly tone: string;
}

/** A bar, with its name and figures. */
export interface Bar {
  readonly name: string;
  /** The meaning of the name. */
  readonly note?: string;
  readonly segments: readonly Segment[];
  readonly figure: string;
  readonly remark?: Part;
}

/** Horizontal bars on one scale; the longest has the full width. Names and figures are HTML text, not part of the drawing. */
export function bars(label: string, list: readonly Bar[]): Markup {
  const longest = Math.max(1, ...list.map(totalOf));
  return html`<ul class="bars" aria-label="${label}">
${list.map((bar) => item(bar, longest))}</ul>`;
}

function item(bar: Bar, longest: number): Markup {
  const { name, note, figure, remark } = bar;
  return html`<li>
<span class="bar-name">${name}${note === undefined ? undefined : html` <span class="note">${note}</span>`}</span>
<span class="bar-figure">${figure}${remark === undefined ? undefined : html` <span class="note">${remark}</span>`}</span>
${drawBar(bar, longest)}
</li>
`;
}

function totalOf({ segments }: Bar): number {
  return segments.reduce((sum, { count }) => sum + count, 0);
}

function drawBar(bar: Bar, longest: number): Markup {
  const total = totalOf(bar);
  const length = total === 0 ? 0 : Math.max(LEAST, total / longest);
  const shares = visibleShares(
    bar.segments.map(({ count }) => count),
    LEAST_PART,
  );
  let x = 0;
  const rects = bar.segments.map(({ count, tone }, i) => {
    const from = x;
    x += 100 * length * shares[i];
    if (count === 0) return undefined;
    return html`<rect class="${tone}" x="${coordinate(from)}%" width="${coordinate(x - from)}%" height="100%"/>`;
  });
  return html`<svg class="bar" aria-hidden="true"><rect class="track" width="100%" height="100%"/>${rects}</svg>`;
}
