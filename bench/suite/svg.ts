/** Legible on white and on black. If the reader's colour scheme is known, the text follows it. */
export const SHARED_STYLE = `
  text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; fill: #6e7781; }
  .title { font-size: 13px; font-weight: 600; }
  .name { font-size: 18px; font-weight: 600; }
  .strong { font-weight: 600; }
  .title, .name, .strong { fill: #57606a; }
  .figure { font-variant-numeric: tabular-nums; }
  @media (prefers-color-scheme: dark) { text { fill: #9198a1; } .title, .name, .strong { fill: #d1d7e0; } }
`;

/** A line of text, which is escaped. */
export function text(
  x: number,
  y: number,
  content: string,
  role = "",
  anchor: "start" | "middle" | "end" = "start",
): string {
  const attributes = `${role && ` class="${role}"`}${anchor === "start" ? "" : ` text-anchor="${anchor}"`}`;
  return `<text x="${round(x)}" y="${round(y)}"${attributes}>${escaped(content)}</text>`;
}

/** A length with two decimals at most. */
export function round(length: number): number {
  return Math.round(length * 100) / 100;
}

function escaped(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
