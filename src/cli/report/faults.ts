import type { FaultName, Sample } from "../../check/sinks/samples.js";
import type { ReportData } from "../../check/summary.js";
import { escapeControls, truncate } from "../../text/printable.js";
import { formatCount } from "../../text/quantities.js";
import { html, type Markup } from "./html.js";
import { section, swatch } from "./section.js";
import { FAULTS, MEANINGS, TITLES } from "./words.js";

/** Characters of an ID and of a file's name that are shown. */
const ID_LENGTH = 72;
const FILE_LENGTH = 120;

/** Samples of each kind of IDs that are not valid, and where they are; nothing if all are valid. */
export function faultSection(data: ReportData): Markup | undefined {
  const kinds = FAULTS.filter((name) => data.samples.some(({ verdict }) => verdict === name));
  if (kinds.length === 0) return undefined;
  return section(
    "faults",
    "Samples",
    kinds.map((name) => faultTable(name, data)),
  );
}

function faultTable(name: FaultName, data: ReportData): Markup {
  const faults = data.samples.filter(({ verdict }) => verdict === name);
  const title = capitalized(TITLES[name]);
  const extent =
    data[name] > faults.length
      ? `${formatCount(faults.length)} of ${formatCount(data[name])}`
      : formatCount(faults.length);
  return html`<h3>${swatch(name)}${title} <span class="note">${extent}</span></h3>
<p class="note">${MEANINGS[name]}</p>
<table class="places">
<caption class="unseen">${title} IDs: ${extent}</caption>
<colgroup><col class="place-column"><col></colgroup>
<thead class="unseen"><tr><th scope="col">place</th><th scope="col">ID</th></tr></thead>
<tbody>
${faults.map((fault) => html`<tr><th scope="row">${placeOf(fault)}</th><td>${idOf(fault, name)}</td></tr>\n`)}</tbody>
</table>
`;
}

function placeOf({ input, line }: Sample): string {
  return `${truncate(input, FILE_LENGTH)}:${line}`;
}

function idOf({ text }: Sample, name: FaultName): Markup {
  if (text === null) return html`<span class="note">no ID in this record</span>`;
  if (text === "") return html`<span class="note">empty</span>`;
  const shown = truncate(text, ID_LENGTH);
  return html`<code>${name === "malformed" ? marked(shown) : shown}</code>`;
}

/** What can't be in an ID set off from its digits; spaces of all kinds are made visible. */
function marked(text: string): Markup[] {
  const runs = text.match(/[0-9a-f]+|[^0-9a-f]+/gi) ?? [];
  return runs.map((run) => (/^[0-9a-f]/i.test(run) ? html`${run}` : html`<mark>${visible(run)}</mark>`));
}

function visible(text: string): string {
  return escapeControls(text).replace(/\s/g, (space) =>
    space === " " ? "␣" : `\\u{${space.charCodeAt(0).toString(16)}}`,
  );
}

function capitalized(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
