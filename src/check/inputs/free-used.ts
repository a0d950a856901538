let nowhere: MessagePort | undefined;

/** A port with no receiver: buffers that are transferred to it are freed. */
function portToNowhere(): MessagePort {
  if (nowhere === undefined) {
    nowhere = new MessageChannel().port1;
    nowhere.close();
  }
  return nowhere;
}

/**
 * Frees the memory of a chunk at once. zlib and pipes make a new buffer for each chunk, and garbage collection would start
 * only at some 40 MB of them (measured). Two kinds of buffers are kept: one that zlib has not filled yet is still in use,
 * and one of the size of Node's pool may be that pool, which small buffers share.
 */
function free({ buffer, byteOffset, byteLength }: Uint8Array): void {
  const isFull = byteOffset + byteLength === buffer.byteLength;
  if (isFull && buffer.byteLength > Buffer.poolSize) portToNowhere().postMessage(undefined, [buffer as ArrayBuffer]);
}

/**
 * Yields the same chunks. Each is freed when the next one is requested.
 * @param chunks in buffers that nothing else uses
 */
export async function* freeUsed(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    free(chunk);
  }
}
