/** The bytes that formats are made of. */
export const LF = 0x0a;
export const CR = 0x0d;
export const TAB = 0x09;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const HYPHEN = 0x2d;
export const COLON = 0x3a;
export const BACKSLASH = 0x5c;
export const BRACKET = 0x5b;
export const BRACKET_END = 0x5d;
export const BRACE = 0x7b;
export const BRACE_END = 0x7d;

/** Where the text of a record ends whose line feed is at `feed`: a carriage return right before that belongs to the line ending. */
export function lineEnd(bytes: Uint8Array, start: number, feed: number): number {
  return feed > start && bytes[feed - 1] === CR ? feed - 1 : feed;
}

/** How many line feeds there are in `from` to `to`. */
export function countLineFeeds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (bytes[at] === LF) count++;
  return count;
}

const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

/** UTF-8 as a string: what is not UTF-8 becomes U+FFFD, and a byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.subarray(from, to));
}
