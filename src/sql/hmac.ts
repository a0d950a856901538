import { BASE_SIZE } from "../format/codec.js";
import { encodeHex } from "../format/hex.js";
import { hmacBlock, INNER_PAD, OUTER_PAD } from "../format/hmac.js";
import type { Dialect } from "./dialect.js";

/** Returns an expression for a constant, from its hex digits: a literal, or a parameter. */
export type WriteConstant = (hex: string) => string;

/**
 * The start of an HMAC-SHA256 (RFC 2104) under a fixed key, as bytes: two hashes, each of a constant block and the rest.
 * @param key 32 bytes
 * @param message an expression of bytes
 * @param length how many bytes of the HMAC
 */
export function hmacStart(
  dialect: Dialect,
  key: Uint8Array,
  message: string,
  write: WriteConstant,
  length: number = BASE_SIZE,
): string {
  const { concat, sha256, sha256Start } = dialect;
  // The outer constant comes first in the text, so its parameter must have the lower number.
  const outer = write(encodeHex(hmacBlock(key, OUTER_PAD)));
  const inner = write(encodeHex(hmacBlock(key, INNER_PAD)));
  return sha256Start(concat(outer, sha256(concat(inner, message))), length);
}
