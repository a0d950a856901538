/** Bytes of the longest frame header (RFC 8878): magic number, descriptor, window, dictionary ID, content size. */
const LONGEST_HEADER = 18;
const MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
const MAGIC_SIZE = 4;

/** The parsed start of a zstd frame. */
export type FrameStart =
  | { readonly kind: "data"; readonly window: bigint }
  | { readonly kind: "skippable" }
  | { readonly kind: "unknown" }
  /** More bytes are needed. */
  | { readonly kind: "undecided" };

/** Reads as much of a frame header as is available. libzstd reads it again, but accepts any window up to 128 MiB. */
export function readFrameStart(bytes: Uint8Array): FrameStart {
  const view = new DataView(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, LONGEST_HEADER));
  if (view.byteLength < MAGIC_SIZE) return { kind: "undecided" };
  const magic = view.getUint32(0, true);
  if (isSkippable(magic)) return { kind: "skippable" };
  if (magic !== MAGIC) return { kind: "unknown" };
  const window = windowOf(view, MAGIC_SIZE);
  return window === undefined ? { kind: "undecided" } : { kind: "data", window };
}

function isSkippable(magic: number): boolean {
  return magic >= SKIPPABLE_MAGIC && magic <= SKIPPABLE_MAGIC + 15;
}

/** The window of a frame: how many bytes of text a decoder must keep; `undefined` if the header is incomplete. */
function windowOf(view: DataView, at: number): bigint | undefined {
  if (view.byteLength < at + 2) return undefined;
  const descriptor = view.getUint8(at);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  if (!isSingleSegment) {
    const window = view.getUint8(at + 1);
    const base = 1n << BigInt(10 + (window >> 3));
    return base + (base >> 3n) * BigInt(window & 7);
  }
  // The content is a single segment: its window is its own size.
  const sizeAt = at + 1 + [0, 1, 2, 4][descriptor & 3];
  const fieldSize = 1 << (descriptor >> 6);
  if (view.byteLength < sizeAt + fieldSize) return undefined;
  switch (fieldSize) {
    case 1:
      return BigInt(view.getUint8(sizeAt));
    case 2:
      return BigInt(view.getUint16(sizeAt, true) + 256);
    case 4:
      return BigInt(view.getUint32(sizeAt, true));
    default:
      return view.getBigUint64(sizeAt, true);
  }
}
