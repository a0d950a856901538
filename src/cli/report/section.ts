import { html, type Markup, type Part } from "./html.js";

/** A section of the page with a heading. */
export function section(name: string, heading: string, content: Part): Markup {
  return html`<section class="card ${name}" aria-labelledby="${name}-heading">
<h2 id="${name}-heading">${heading}</h2>
${content}
</section>
`;
}

/** The meanings of colours. */
export function legend(entries: readonly { readonly tone: string; readonly text: Part }[]): Markup {
  return html`<ul class="legend">
${entries.map(({ tone, text }) => html`<li>${swatch(tone)}${text}</li>\n`)}</ul>`;
}

/** A small square of a colour. */
export function swatch(tone: string): Markup {
  return html`<svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect class="${tone}" width="10" height="10" rx="3"/></svg>`;
}
