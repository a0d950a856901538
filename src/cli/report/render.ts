import type { ReportData } from "../../check/summary.js";
import { truncate } from "../../text/printable.js";
import { formatCount } from "../../text/quantities.js";
import { alongSection } from "./along.js";
import { html, Markup } from "./html.js";
import { inputSection } from "./inputs.js";
import { jurisdictionSection } from "./jurisdictions.js";
import { namespaceSection } from "./namespaces.js";
import { reasonSection } from "./reasons.js";
import { repairSection } from "./repairs.js";
import { type ReportOrigin, runSection } from "./run.js";
import { sampleSection } from "./samples.js";
import { STYLE } from "./style.js";
import { verdictSection } from "./verdicts.js";

/** Nothing is fetched and nothing runs, whatever should ever get into the page; its own icon and style are all it needs. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%233f6fb5'/%3E%3Cpath d='m4 8.5 2.7 2.7L12 5.6' fill='none' stroke='white' stroke-width='2'/%3E%3C/svg%3E";
const LOGO = html`<svg viewBox="0 0 16 16" aria-hidden="true"><rect class="logo" width="16" height="16" rx="4"/><path d="m4 8.5 2.7 2.7L12 5.6"/></svg>`;

/** Characters of a file's name in the title. */
const FILE_LENGTH = 80;

/**
 * A report as one HTML page that loads nothing: no script, no font, no image. Whatever it is
 * given, texts of the input stay texts.
 * @param data what it shows
 * @param origin when and how it was made
 * @returns the whole document, to be written as UTF-8
 */
export function renderReport(data: ReportData, origin: ReportOrigin): string {
  const subject = subjectOf(data.inputs.map(({ name }) => name));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>IDs in ${subject} · durable-id</title>
<link rel="icon" href="${new Markup(ICON)}">
<style>${new Markup(STYLE)}</style>
</head>
<body>
<div class="page${data.valid === 0 ? " none-valid" : ""}">
<header class="brand">${LOGO}<b>durable-id check</b><span>${subject}</span></header>
<main>
${verdictSection(data)}
<div class="cards">
${alongSection(data)}
${inputSection(data)}
${reasonSection(data)}
${repairSection(data)}
${sampleSection(data)}
${namespaceSection(data)}
${jurisdictionSection(data)}
${runSection(data, origin)}
</div>
</main>
<footer>Durable Object IDs, checked by durable-id. A valid ID does not authenticate anyone.</footer>
</div>
</body>
</html>
`;
  return page.text;
}

function subjectOf(files: readonly string[]): string {
  if (files.length === 0) return "nothing";
  const first = truncate(files[0], FILE_LENGTH);
  return files.length === 1 ? first : `${first} and ${formatCount(files.length - 1)} more`;
}
