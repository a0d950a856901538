let nowhere: MessagePort | undefined;

/** A port to nowhere: what is transferred to it is gone. */
function portToNowhere(): MessagePort {
  if (nowhere === undefined) {
    nowhere = new MessageChannel().port1;
    nowhere.close();
  }
  return nowhere;
}

/**
 * Frees the memory of a chunk at once. zlib and pipes make a new buffer for each chunk, and garbage collection would come
 * only when there are some 40 MB of them (measured). A buffer that zlib has not filled yet is still in use, and one of the
 * size of Node's pool may be the pool, which small buffers share.
 */
function free({ buffer, byteOffset, byteLength }: Uint8Array): void {
  const isFull = byteOffset + byteLength === buffer.byteLength;
  if (isFull && buffer.byteLength > Buffer.poolSize) portToNowhere().postMessage(undefined, [buffer as ArrayBuffer]);
}

/**
 * The same chunks. Each is freed when the next one is asked for.
 * @param chunks in buffers that nobody else uses
 */
export async function* freeUsed(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    free(chunk);
  }
}
