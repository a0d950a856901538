// A namespace import: Node before 20.15 has no `crc32`, and a named import would fail before the version check can report it.
import zlib from "node:zlib";
import { InputError } from "../errors.js";
import { Inflater } from "./inflate.js";

/** The fixed part of a member's header (RFC 1952, 2.3). */
const HEADER_SIZE = 10;
const Flag = { headerCrc: 2, extra: 4, name: 8, comment: 16 } as const;
/** After the data: its CRC-32 and its length modulo 2^32. */
const TRAILER_SIZE = 8;

/**
 * Unpacks a gzip file (RFC 1952) of one or more members, optionally followed by zeros. Yields everything that can be
 * unpacked before it throws: zlib's own gzip reader drops the piece before a wrong checksum, and ignores data after
 * the last member.
 * @throws InputError for a file that is damaged, truncated, or followed by other data
 */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  const fail = (fault: string): never => {
    throw new InputError(`${name} is not a complete gzip file: ${fault}`);
  };
  /** Bytes of an incomplete header or trailer. */
  let kept: Buffer = Buffer.alloc(0);
  let inflater: Inflater | undefined;
  let state: "header" | "data" | "trailer" | "padding" = "header";
  let members = 0;
  let crc = 0;
  let size = 0;
  try {
    for await (const chunk of chunks) {
      let rest =
        kept.length > 0 ? Buffer.concat([kept, chunk]) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
      kept = Buffer.alloc(0);
      while (rest.length > 0) {
        if (state === "padding") {
          if (rest.some((byte) => byte !== 0)) fail("unexpected data after its end");
          break;
        }
        if (state === "data" && inflater) {
          try {
            for await (const piece of inflater.write(rest)) {
              crc = zlib.crc32(piece, crc);
              size = (size + piece.length) >>> 0;
              yield piece;
            }
          } catch (error) {
            fail(error instanceof Error ? error.message : String(error));
          }
          rest = rest.subarray(inflater.taken);
          if (inflater.isAtEnd) state = "trailer";
          continue;
        }
        if (state === "trailer") {
          if (rest.length < TRAILER_SIZE) break;
          if (rest.readUInt32LE(0) !== crc) fail("incorrect data check");
          if (rest.readUInt32LE(4) !== size) fail("incorrect length check");
          rest = rest.subarray(TRAILER_SIZE);
          inflater?.close();
          inflater = undefined;
          members++;
          state = "header";
          continue;
        }
        if (members > 0 && rest[0] === 0) {
          state = "padding";
          continue;
        }
        const header = headerSize(rest);
        if (header === "foreign") fail("unexpected data after its end");
        if (typeof header !== "number") break;
        rest = rest.subarray(header);
        inflater = new Inflater();
        crc = 0;
        size = 0;
        state = "data";
      }
      // A copy: the chunk is valid only until the next one.
      if (state !== "padding") kept = Buffer.from(rest);
    }
    if (state !== "padding" && (state !== "header" || kept.length > 0)) fail("unexpected end of file");
  } finally {
    inflater?.close();
  }
}

/** The size of the member header at the start of `bytes`, `"incomplete"` if it is cut off, or `"foreign"` if it is another file. */
function headerSize(bytes: Buffer): number | "incomplete" | "foreign" {
  const magic = [0x1f, 0x8b, 8];
  if (magic.some((byte, at) => at < bytes.length && bytes[at] !== byte)) return "foreign";
  if (bytes.length < HEADER_SIZE) return "incomplete";
  const flags = bytes[3];
  let at = HEADER_SIZE;
  if (flags & Flag.extra) {
    if (bytes.length < at + 2) return "incomplete";
    at += 2 + bytes.readUInt16LE(at);
  }
  for (const flag of [Flag.name, Flag.comment]) {
    if (!(flags & flag)) continue;
    const end = at < bytes.length ? bytes.indexOf(0, at) : -1;
    if (end === -1) return "incomplete";
    at = end + 1;
  }
  if (flags & Flag.headerCrc) at += 2;
  return at <= bytes.length ? at : "incomplete";
}
