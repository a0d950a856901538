/** A docstring from its opening to its end. A comment that begins with only one star is not a docstring. */
const DOCSTRING = /\/\*\*(?!\*)([\s\S]*?)\*\//g;

/**
 * The docstrings of a TypeScript module as a page of Markdown. Each line keeps its number in the module:
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
