// Frames of zstd, written by hand: Node 20 can't pack it.

/** A frame of these blocks and an empty last one; by default with a window of 1 MiB. */
export function frame(blocks: readonly Buffer[], windowDescriptor = 0x50): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, windowDescriptor]);
  return Buffer.concat([header, ...blocks, Buffer.from([1, 0, 0])]);
}

/** A block that holds the text itself. */
export function raw(content: string): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE(Buffer.byteLength(content) << 3, 0, 3);
  return Buffer.concat([header, Buffer.from(content)]);
}

/** Text as uncompressed zstd, in blocks of 64 KiB. */
export function zstd(text: string): Buffer {
  return frame(text.match(/.{1,16384}/gs)?.map(raw) ?? []);
}
