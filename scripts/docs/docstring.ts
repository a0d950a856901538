/** The first sentence of a docstring, on one line, with links as plain code. */
export function summaryOf(docstring: string): string {
  const text = paragraphsOf(docstring)[0] ?? "";
  // A full stop within code or an abbreviation doesn't end a sentence: it must be followed by a capital letter or the end.
  return /^.*?[.:](?=\s+[A-Z`{]|$)/s.exec(text)?.[0] ?? text;
}

/** The paragraphs of a docstring before its tags, each on one line. */
export function paragraphsOf(docstring: string): string[] {
  const lines = docstring
    .replace(/^\/\*\*|\*\/$/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trim());
  const tags = lines.findIndex((line) => line.startsWith("@"));
  return (tags < 0 ? lines : lines.slice(0, tags))
    .join("\n")
    .trim()
    .split(/\n\n+/)
    .map((paragraph) => paragraph.replaceAll("\n", " ").replace(/\{@link ([^}]+)\}/g, "`$1`"))
    .filter((paragraph) => paragraph !== "");
}
