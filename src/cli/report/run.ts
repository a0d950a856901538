import type { ReportData } from "../../check/summary.js";
import { truncate } from "../../text/printable.js";
import { formatCount, formatDuration } from "../../text/quantities.js";
import { version } from "../version.js";
import { commandText } from "./command.js";
import { html, type Markup, type Part } from "./html.js";
import { section } from "./section.js";

const NAME_LENGTH = 200;

/** When and how a report was made. */
export interface ReportOrigin {
  readonly date: Date;
  /** The arguments of the command line; `undefined` if there are none. */
  readonly argv: readonly string[] | undefined;
}

/** The section about the run and its inputs. */
export function runSection(data: ReportData, origin: ReportOrigin): Markup {
  const { seconds, idsPerSecond, engine, inputs, complete } = data;
  return originSection(origin, [
    ["time", formatDuration(seconds)],
    ["speed", html`${formatCount(idsPerSecond)} <span class="note">IDs/s</span>`],
    ["engine", engine],
    ["version", version],
    inputs.length === 1 ? ["input", truncate(inputs[0].name, NAME_LENGTH)] : ["inputs", formatCount(inputs.length)],
    ["read", complete ? "to the end" : "not to the end"],
  ]);
}

/** The section about when and how a report was made, with further entries. */
export function originSection(
  { date, argv }: ReportOrigin,
  facts: readonly (readonly [name: string, value: Part])[],
): Markup {
  const all: (readonly [name: string, value: Part])[] = [["date", dateText(date)], ...facts];
  return section(
    "run",
    "The run",
    html`<dl>
${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}${
  argv === undefined
    ? undefined
    : html`<div class="command"><dt>command</dt><dd><code>${commandText(argv)}</code></dd></div>\n`
}</dl>`,
  );
}

/** `2026-11-27 01:20 UTC`. */
function dateText(date: Date): Markup {
  const text = date.toISOString();
  return html`<time datetime="${text}">${text.slice(0, 10)} ${text.slice(11, 16)} UTC</time>`;
}
