import { truncate } from "../../text/printable.js";
import { formatCount } from "../../text/quantities.js";
import { html, Markup } from "./html.js";
import { STYLE } from "./style.js";

/** Blocks all requests and scripts, in case that untrusted text becomes markup; the page needs only its own icon and style. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%233f6fb5'/%3E%3Cpath d='m4 8.5 2.7 2.7L12 5.6' fill='none' stroke='white' stroke-width='2'/%3E%3C/svg%3E";
const LOGO = html`<svg viewBox="0 0 16 16" aria-hidden="true"><rect class="logo" width="16" height="16" rx="4"/><path d="m4 8.5 2.7 2.7L12 5.6"/></svg>`;

/** The maximum number of characters of a file's name in the title. */
const FILE_LENGTH = 80;

/** The content of a report's page. */
export interface PageContent {
  /** The command that created it. */
  readonly command: string;
  /** The names of the inputs. */
  readonly subject: string;
  /** The most important result. */
  readonly headline: Markup;
  /** The other results, one card each. */
  readonly cards: readonly (Markup | undefined)[];
  readonly footer: string;
  /** Whether nothing is valid, so that the colour for valid IDs would mislead. */
  readonly isAllBad?: boolean;
}

/** A self-contained page: no scripts, and no fonts or images from elsewhere. */
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

/** A short list of the inputs' names. */
export function subjectOf(files: readonly string[]): string {
  if (files.length === 0) return "nothing";
  const first = truncate(files[0], FILE_LENGTH);
  return files.length === 1 ? first : `${first} and ${formatCount(files.length - 1)} more`;
}
