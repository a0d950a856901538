import type { ReportData } from "../../check/summary.js";
import { truncate } from "../../text/printable.js";
import { formatCount, formatDuration } from "../../text/quantities.js";
import { version } from "../version.js";
import { html, type Markup, type Part } from "./html.js";
import { section } from "./section.js";

/** Files that are named; a glob can have given thousands. */
const MOST_FILES = 50;
const FILE_LENGTH = 200;

/** How the run went, and over what. */
export function runSection(data: ReportData): Markup {
  const { seconds, idsPerSecond, engine, inputs, complete } = data;
  const facts: [name: string, value: Part][] = [
    ["time", formatDuration(seconds)],
    ["speed", html`${formatCount(idsPerSecond)} <span class="note">IDs/s</span>`],
    ["engine", engine],
    ["version", version],
    ["read", complete ? "to the end" : "not to the end"],
  ];
  const named = inputs.slice(0, MOST_FILES);
  const others = inputs.length - named.length;
  return section(
    "run",
    "The run",
    html`<dl>
${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
<h3>${inputs.length === 1 ? "File" : `${formatCount(inputs.length)} files`}</h3>
<ol class="files">
${named.map(({ name }) => html`<li>${truncate(name, FILE_LENGTH)}</li>\n`)}</ol>
${others > 0 ? html`<p class="note">and ${formatCount(others)} more</p>` : undefined}`,
  );
}
