import type { ReportData } from "../../check/summary.js";
import { truncate } from "../../text/printable.js";
import { html, type Markup } from "./html.js";

const NAME_LENGTH = 120;

/** The hints, and a note if the inputs were not read to their ends; undefined if there are neither. */
export function hintList({ hints, complete }: Pick<ReportData, "hints" | "complete">): Markup | undefined {
  if (complete && hints.length === 0) return undefined;
  return html`<ul class="hints">
${complete ? undefined : html`<li><strong>Not read to the end.</strong> The figures cover only the part that was read.</li>\n`}${hints.map(
  ({ input, message }) =>
    html`<li>${input === undefined ? undefined : html`<strong>${truncate(input, NAME_LENGTH)}:</strong> `}${message}</li>\n`,
)}</ul>`;
}
