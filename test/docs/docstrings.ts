/** A docstring from its opening to its end; a comment that begins with one star only is none. */
const DOCSTRING = /\/\*\*(?!\*)([\s\S]*?)\*\//g;

/**
 * The docstrings of a module of TypeScript as a page of Markdown, each line of which stands where it does in the module:
 * code becomes empty lines.
 */
export function docstringsOf(source: string): string {
  let markdown = "";
  let end = 0;
  for (const { 0: docstring, 1: text, index } of source.matchAll(DOCSTRING)) {
    const lines = text.split("\n").map((line, i) => (i === 0 ? line : line.replace(/^\s*\* ?/, "")));
    markdown += emptyLines(source.slice(end, index)) + lines.join("\n");
    end = index + docstring.length;
  }
  return markdown + emptyLines(source.slice(end));
}

function emptyLines(code: string): string {
  return code.replace(/[^\n]+/g, "");
}
