import { truncate } from "../../text/printable.js";
import { formatCount } from "../../text/quantities.js";
import { html, Markup } from "./html.js";
import { STYLE } from "./style.js";

/** Nothing is fetched and nothing runs, whatever should ever get into the page; its own icon and style are all it needs. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%233f6fb5'/%3E%3Cpath d='m4 8.5 2.7 2.7L12 5.6' fill='none' stroke='white' stroke-width='2'/%3E%3C/svg%3E";
const LOGO = html`<svg viewBox="0 0 16 16" aria-hidden="true"><rect class="logo" width="16" height="16" rx="4"/><path d="m4 8.5 2.7 2.7L12 5.6"/></svg>`;

/** Characters of a file's name in the title. */
const FILE_LENGTH = 80;

/** What is on the page of a report. */
export interface PageContent {
  /** The command that made it. */
  readonly command: string;
  /** What it was made of. */
  readonly subject: string;
  /** What matters most. */
  readonly headline: Markup;
  /** What else there is to say: a card each. */
  readonly cards: readonly (Markup | undefined)[];
  readonly footer: string;
  /** Whether the colour of what is good would mislead. */
  readonly isAllBad?: boolean;
}

/** A page that needs nothing but itself: no script, no font, no image from anywhere. */
export function pageText({ command, subject, headline, cards, footer, isAllBad }: PageContent): string {
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
<div class="page${isAllBad ? " none-valid" : ""}">
<header class="brand">${LOGO}<b>durable-id ${command}</b><span>${subject}</span></header>
<main>
${headline}
<div class="cards">
${cards.map((card) => html`${card}\n`)}</div>
</main>
<footer>${footer}</footer>
</div>
</body>
</html>
`;
  return page.text;
}

/** The names of the inputs, in short. */
export function subjectOf(files: readonly string[]): string {
  if (files.length === 0) return "nothing";
  const first = truncate(files[0], FILE_LENGTH);
  return files.length === 1 ? first : `${first} and ${formatCount(files.length - 1)} more`;
}
