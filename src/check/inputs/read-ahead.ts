/**
 * Asks for chunks before they are needed: while one is used, zlib unpacks the next in its own thread. The chunks must
 * not be reused by their producer.
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
    }
  } finally {
    await iterator.return?.();
  }
}
