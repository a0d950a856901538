/** Control characters, line separators, and what turns the direction of text: all that could fake or break a line. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** A text that stays on its line and moves no cursor, whatever it holds: `\t`, `\n`, `\r`, else `\u{1b}`. */
export function escapeControls(text: string): string {
  return text.replace(UNPRINTABLE, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return SHORT_ESCAPES[char] ?? `\\u{${code.toString(16)}}`;
  });
}

/** At most `length` characters of a text, the last of which is `…` where something was cut off. */
export function truncate(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** A text in quotes, safe on one line, and cut to about `length` characters: `"a\"b"`. */
export function quote(text: string, length = 80): string {
  return `"${escapeControls(truncate(text, length).replace(/["\\]/g, "\\$&"))}"`;
}

/** A whole number with thousands separators, the same in every locale: `1,234,567`. */
export function formatCount(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A share of a whole: `95.1 %`. Never rounded to all or nothing: 99.99 % with one fault left is not 100 %. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || part === 0) return "0 %";
  if (part === whole) return "100 %";
  const percent = (100 * part) / whole;
  if (percent < 0.1) return "< 0.1 %";
  if (percent > 99.9) return "> 99.9 %";
  return `${percent.toFixed(1)} %`;
}

/** A number of bytes: `20 kB`, `1.2 MB`. */
export function formatSize(bytes: number): string {
  const units = ["kB", "MB", "GB", "TB"];
  if (bytes < 1000) return `${bytes} B`;
  let size = bytes / 1000;
  while (size >= 999.5 && units.length > 1) {
    size /= 1000;
    units.shift();
  }
  return `${size < 9.95 ? size.toFixed(1) : Math.round(size)} ${units[0]}`;
}
