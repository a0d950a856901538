/** The maximum length of a source line. */
const WIDTH = 78;

/** Characters that roff would replace, or interpret as a command. */
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\e",
  "-": "\\-",
  "'": "\\(aq",
  "`": "\\(ga",
  "^": "\\(ha",
  "~": "\\(ti",
};

/** Text as roff, broken into lines, which roff fills again. */
export function text(plain: string): string {
  const lines = [""];
  for (const word of escapeRoff(plain).split(" ")) {
    const line = lines[lines.length - 1];
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= WIDTH) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines.map(escapeDot).join("\n");
}

/** Text as one argument of a macro. */
export function argument(plain: string): string {
  return `"${escapeRoff(plain).replaceAll('"', "\\(dq")}"`;
}

/** Bold text, within a line. */
export function bold(plain: string): string {
  return `\\fB${escapeRoff(plain)}\\fR`;
}

/** A term with its explanation below. */
export function definition(term: string, meaning: string): string {
  return `.TP\n${term}\n${text(meaning)}`;
}

/** Lines that are printed unchanged. */
export function verbatim(lines: readonly string[]): string {
  return [".PP", ".RS 4", ".EX", ...lines.map((line) => escapeDot(escapeRoff(line))), ".EE", ".RE"].join("\n");
}

function escapeRoff(plain: string): string {
  return plain
    .replace(/[\\'`^~-]/g, (character) => ESCAPES[character])
    .replace(/[^ -~]/gu, (character) => `\\[u${codeOf(character)}]`);
}

/** A line that begins with a dot is a request. */
function escapeDot(line: string): string {
  return line.startsWith(".") ? `\\&${line}` : line;
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
