import { truncate } from "../../text/printable.js";
import { html, type Markup } from "./html.js";
import { coordinate } from "./words.js";

/** The least width of a part with a readable number, relative to the strip. */
const LEAST_WITH_NUMBER = 0.08;
/** The maximum number of inputs: with more, the parts are too narrow to distinguish. */
const MOST_PARTS = 100;
const NAME_LENGTH = 120;

/** The part of all bytes that an input has, from 0 to 1. */
export interface InputSpan {
  /** The index of the input. */
  readonly input: number;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A strip below a chart that shows where each input starts; undefined for a single input, or too many. */
export function inputStrip(spans: readonly InputSpan[]): Markup | undefined {
  if (spans.length < 2 || spans.length > MOST_PARTS) return undefined;
  return html`<svg class="input-strip" aria-hidden="true">${spans.map(part)}</svg>`;
}

/** Lines in a chart at the starts of inputs. */
export function inputBorders(spans: readonly InputSpan[]): Markup | undefined {
  if (spans.length < 2 || spans.length > MOST_PARTS) return undefined;
  return html`${spans.slice(1).map(({ from }) => {
    const x = coordinate(100 * from);
    return html`<line class="border" x1="${x}%" x2="${x}%" y1="0" y2="100%"/>`;
  })}`;
}

function part({ input, name, from, to }: InputSpan, index: number): Markup {
  const width = to - from;
  const number =
    width < LEAST_WITH_NUMBER
      ? undefined
      : html`<text x="${coordinate(100 * (from + width / 2))}%" y="50%">${input + 1}</text>`;
  return html`<g><rect class="part-${index % 2}" x="${coordinate(100 * from)}%" width="${coordinate(100 * width)}%" height="100%"/>${number}<title>${input + 1}: ${truncate(name, NAME_LENGTH)}</title></g>`;
}
