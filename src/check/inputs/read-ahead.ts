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
 * Frees the memory of a chunk at once. zlib makes a new buffer for each chunk, and garbage collection would come only
 * when there are some 40 MB of them (measured). A buffer that zlib has not filled yet is still in use.
 */
function free({ buffer, byteOffset, byteLength }: Uint8Array): void {
  if (byteOffset + byteLength === buffer.byteLength) portToNowhere().postMessage(undefined, [buffer as ArrayBuffer]);
}

/**
 * Asks for chunks before they are needed: while one is used, zlib unpacks the next in its own thread. A chunk is freed
 * when the next one is asked for.
 * @param chunks in buffers that nobody else uses
 * @param count chunks that may be waiting
 */
export async function* readAhead(chunks: AsyncIterable<Uint8Array>, count: number): AsyncIterable<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const waiting: Promise<IteratorResult<Uint8Array, unknown>>[] = [];
  const ask = (): void => {
    const next = iterator.next();
    // Reported when it is its turn.
    next.catch(() => undefined);
    waiting.push(next);
  };
  try {
    for (;;) {
      while (waiting.length < count) ask();
      const next = await waiting.shift();
      if (next === undefined || next.done) return;
      yield next.value;
      free(next.value);
    }
  } finally {
    await iterator.return?.();
  }
}
