const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);

/** The same chunks without the UTF-8 byte order mark that the first may start with, however it is cut up. */
export async function* withoutBom(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let matched = 0;
  let undecided = true;
  for await (const chunk of chunks) {
    if (!undecided) {
      yield chunk;
      continue;
    }
    let at = 0;
    while (at < chunk.length && matched < BOM.length && chunk[at] === BOM[matched]) {
      at++;
      matched++;
    }
    undecided = matched < BOM.length && at === chunk.length;
    if (undecided) continue;
    if (matched < BOM.length) {
      // Not one after all: what earlier chunks had of it is text, and of this chunk nothing was taken away.
      if (matched > at) yield BOM.slice(0, matched - at);
      yield chunk;
    } else yield chunk.subarray(at);
  }
  if (undecided && matched > 0) yield BOM.slice(0, matched);
}
