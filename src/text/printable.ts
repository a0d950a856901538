/** Control characters, line separators, and characters that change the direction of text: they could forge or break a line. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** Escapes characters that could break the line or move the cursor: `\t`, `\n`, `\r`, others as `\u{1b}`. */
export function escapeControls(text: string): string {
  return text.replace(UNPRINTABLE, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return SHORT_ESCAPES[char] ?? `\\u{${code.toString(16)}}`;
  });
}

/**
 * A value as JSON on one line that moves no cursor. `JSON.stringify` leaves what is above U+007F as it is, and terminals
 * take U+009B for the start of an escape sequence. What a parser reads of it is the same.
 */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(UNPRINTABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** At most `length` characters of a text; the last one is `…` if the text was cut. */
export function truncate(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** A quoted text, safe on one line, and cut to about `length` characters: `"a\"b"`. */
export function quote(text: string, length = 80): string {
  return `"${escapeControls(truncate(text, length).replace(/["\\]/g, "\\$&"))}"`;
}
