import type { ReportData } from "../../check/summary.js";
import { truncate } from "../../text/printable.js";
import { html, type Markup } from "./html.js";

const NAME_LENGTH = 120;

/** What is likely wrong, and that the inputs were not read to their ends; nothing if neither is known. */
export function hintList({ hints, complete }: Pick<ReportData, "hints" | "complete">): Markup | undefined {
  if (complete && hints.length === 0) return undefined;
  return html`<ul class="hints">
${complete ? undefined : html`<li><strong>Not read to the end.</strong> The figures are those of what was read.</li>\n`}${hints.map(
  ({ input, message }) =>
    html`<li>${input === undefined ? undefined : html`<strong>${truncate(input, NAME_LENGTH)}:</strong> `}${message}</li>\n`,
)}</ul>`;
}
