const LF = 0x0a;
const CR = 0x0d;

/** A line: how long it is without its ending, and where the next one begins. */
export interface Line {
  readonly length: number;
  readonly next: number;
}

/** The line that begins at `from`, in bytes up to `to`; none where it doesn't end there, unless it is the last. */
export function lineAt(bytes: Uint8Array, from: number, to: number, isLast: boolean): Line | undefined {
  const feed = bytes.subarray(0, to).indexOf(LF, from);
  if (feed === -1) return isLast && from < to ? { length: to - from, next: to } : undefined;
  const end = feed > from && bytes[feed - 1] === CR ? feed - 1 : feed;
  return { length: end - from, next: feed + 1 };
}
