import type { Sample } from "../../check/sinks/samples.js";
import type { ReportData } from "../../check/summary.js";
import { describeDetail, describeReason } from "../../format/describe-reason.js";
import { REASONS, type Reason } from "../../format/reason.js";
import { escapeControls, truncate } from "../../text/printable.js";
import { formatCount } from "../../text/quantities.js";
import { html, type Markup } from "./html.js";
import { toneOf } from "./reasons.js";
import { section, swatch } from "./section.js";
import { FAULTS, MEANINGS } from "./words.js";

/** The maximum number of characters of an ID, and of a file's name, that are shown. */
const ID_LENGTH = 72;
const FILE_LENGTH = 120;

/** Samples of each reason with their places; undefined if there are none. */
export function sampleSection({ samples, reasons }: Pick<ReportData, "samples" | "reasons">): Markup | undefined {
  if (samples.length === 0) return undefined;
  const verdicts = FAULTS.filter((name) => samples.some(({ verdict }) => verdict === name));
  const shown = REASONS.filter((reason) => samples.some((sample) => sample.reason === reason));
  return section(
    "samples",
    "Samples",
    html`${verdicts.map((name) => html`<p class="note">${swatch(name)} ${MEANINGS[name]}</p>\n`)}
${shown.map((reason) =>
  sampleTable(
    reason,
    samples.filter((sample) => sample.reason === reason),
    reasons[reason] ?? 0,
  ),
)}`,
  );
}

function sampleTable(reason: Reason, samples: readonly Sample[], count: number): Markup {
  const extent =
    count > samples.length ? `${formatCount(samples.length)} of ${formatCount(count)}` : formatCount(samples.length);
  return html`<h3>${swatch(toneOf(reason))}${reason} <span class="note">${describeReason({ reason })} · ${extent}</span></h3>
<table class="places">
<caption class="unseen">${reason}: ${extent}</caption>
<colgroup><col class="place-column"><col></colgroup>
<thead class="unseen"><tr><th scope="col">place</th><th scope="col">ID</th></tr></thead>
<tbody>
${samples.map((sample) => html`<tr><th scope="row">${placeOf(sample)}</th><td>${idOf(sample)}${detailOf(sample)}</td></tr>\n`)}</tbody>
</table>
`;
}

function placeOf({ input, line }: Sample): string {
  return `${truncate(input, FILE_LENGTH)}:${line}`;
}

/** Reasons whose texts are not marked: hex digits occur in them only by chance. */
const UNMARKED: readonly Reason[] = ["null-word", "base64", "uuid"];

function idOf({ text, verdict, reason }: Sample): Markup {
  if (text === null) return html`<span class="note">no ID in this record</span>`;
  if (text === "") return html`<span class="note">empty</span>`;
  const shown = truncate(text, ID_LENGTH);
  return html`<code>${verdict === "malformed" && !UNMARKED.includes(reason) ? marked(shown) : shown}</code>`;
}

function detailOf(sample: Sample): Markup | undefined {
  const detail = describeDetail(sample);
  return detail === "" ? undefined : html` <span class="note">${detail}</span>`;
}

/** Marks the characters that can't be in an ID; spaces of all kinds are made visible. */
function marked(text: string): Markup[] {
  const runs = text.match(/[0-9a-f]+|[^0-9a-f]+/gi) ?? [];
  return runs.map((run) => (/^[0-9a-f]/i.test(run) ? html`${run}` : html`<mark>${visible(run)}</mark>`));
}

function visible(text: string): string {
  return escapeControls(text).replace(/\s/g, (space) =>
    space === " " ? "␣" : `\\u{${space.charCodeAt(0).toString(16)}}`,
  );
}
