import type { FaultBin } from "../../check/sinks/histogram.js";
import { html, type Markup } from "./html.js";
import type { MergedBins } from "./merge-bins.js";
import { coordinate, FAULTS } from "./words.js";

/** The gap to the right of a column, relative to its width. */
const GAP = 0.18;
/** The least height of a fault, relative to the chart, so that it is visible. */
const LEAST = 1.2;

/**
 * Stacked columns: the share of each fault in each part of the input, on a scale that ends at `top`. If it is 0,
 * nothing is faulty, and the columns only show what was read.
 */
export function columns(
  label: string,
  { bins, step }: MergedBins,
  top: number,
  titleOf: (index: number) => string,
  overlay?: Markup,
): Markup {
  const place = (i: number) => {
    const width = Math.min(step, 1 - i * step) * (1 - GAP);
    return html`x="${coordinate(100 * i * step)}%" width="${coordinate(100 * width)}%"`;
  };
  return html`<svg class="columns" role="img" aria-label="${label}">
${(top === 0 ? [] : [0, 50]).map((y) => html`<line class="grid" x1="0" x2="100%" y1="${y}%" y2="${y}%"/>`)}
${bins.map((bin, i) => column(bin, place(i), top, titleOf(i)))}${overlay}</svg>`;
}

function column(bin: FaultBin, place: Markup, top: number, title: string): Markup {
  if (bin.total === 0) return html`<rect class="unread" ${place} height="100%"><title>${title}</title></rect>\n`;
  if (top === 0) return html`<rect class="valid" ${place} height="100%"><title>${title}</title></rect>\n`;
  let y = 100;
  const rects = FAULTS.map((name) => {
    if (bin[name] === 0) return undefined;
    const height = Math.max(LEAST, 100 * (bin[name] / bin.total / top));
    y -= height;
    return html`<rect class="${name}" ${place} y="${coordinate(y)}%" height="${coordinate(height)}%"/>`;
  });
  // The pointer can hit the whole height, not only the coloured part.
  return html`<g class="column"><rect class="hit" ${place} height="100%"/>${rects}<title>${title}</title></g>\n`;
}

/** The smallest of 1, 2 and 5 times a power of ten that is not below a share; at most 1, and 0 for a share of 0. */
export function scaleTop(share: number): number {
  if (share <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(share));
  // Rounding must not turn a share of 0.2, which is a little more than 2 × 0.1, into 0.5.
  const factor = [1, 2, 5].find((each) => each * power >= share * (1 - 1e-9)) ?? 10;
  return Math.min(1, factor * power);
}
