import { InputError } from "../errors.js";
import { ZstdDecoder } from "./zstd-decoder.js";
import { readFrameStart } from "./zstd-frame.js";

/** The largest window that a frame may require: what RFC 8878 expects of every decoder, and enough for `zstd -19`. */
const LARGEST_WINDOW = 8n << 20n;

/**
 * Unpacks a zstd file (RFC 8878) of one or more frames, including skippable ones. Yields everything that can be unpacked
 * before it throws an error.
 */
export async function* unzstd(chunks: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  const decoder = await ZstdDecoder.open();
  try {
    /** The start of a frame header that the end of a chunk cut off. */
    let kept = new Uint8Array();
    for await (const chunk of chunks) {
      let rest: Uint8Array = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
      kept = new Uint8Array();
      while (rest.length > 0 || decoder.hasMore) {
        if (decoder.isBetweenFrames && !checkFrame(rest, name)) {
          kept = Uint8Array.from(rest);
          break;
        }
        const { output, taken } = stepOrFail(decoder, rest, name);
        if (output.length > 0) yield output;
        rest = rest.subarray(taken);
      }
    }
    if (!decoder.isBetweenFrames || kept.length > 0) throw incomplete(name, "unexpected end of file");
  } finally {
    decoder.close();
  }
}

/** Returns whether a readable frame begins here; `false` if more bytes are needed. */
function checkFrame(bytes: Uint8Array, name: string): boolean {
  const start = readFrameStart(bytes);
  if (start.kind === "unknown") throw incomplete(name, "unexpected data after its end");
  if (start.kind === "data" && start.window > LARGEST_WINDOW) {
    throw new InputError(
      `${name} needs a window of more than ${LARGEST_WINDOW >> 20n} MiB: unpack it with zstd -dc --long=31, and pipe the text in`,
    );
  }
  return start.kind !== "undecided";
}

function stepOrFail(decoder: ZstdDecoder, bytes: Uint8Array, name: string) {
  try {
    return decoder.step(bytes);
  } catch (error) {
    throw incomplete(name, error instanceof Error ? error.message : String(error));
  }
}

function incomplete(name: string, fault: string): InputError {
  return new InputError(`${name} is not a complete zstd file: ${fault}`);
}
