import { escapeControls } from "../../text/printable.js";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Finished markup: {@link html} inserts it unchanged, and escapes everything else. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value in a template: markup, text, numbers, and lists of these; `undefined` inserts nothing. */
export type Part = Markup | string | number | undefined | readonly Part[];

/**
 * Trust boundary: only the template itself becomes markup. All inserted values are escaped as text, in content and in
 * quoted attributes, and control characters in them are made visible.
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
