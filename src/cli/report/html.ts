import { escapeControls } from "../../text/printable.js";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Markup that is finished: {@link html} puts it in as it is, and escapes everything else. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template can contain: markup, text, numbers, and lists of these; `undefined` leaves nothing. */
export type Part = Markup | string | number | undefined | readonly Part[];

/**
 * Trust boundary: markup of what is written in the template, and of nothing else. Whatever is put in is text, in
 * content and in quoted attributes alike, and control characters in it are spelled out.
 */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(template.map((literal, i) => (i === 0 ? literal : render(parts[i - 1]) + literal)).join(""));
}

function render(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return escapeControls(part).replace(/[&<>"']/g, (char) => ENTITIES[char]);
  return part.map(render).join("");
}
