import type { ArrayBufferBytes } from "../format/bytes.js";

/** The same as base64.ts, in the bundles for Node: Node's own decoder takes 0.1 ms, the loop in a fresh process 2. */
export function decodeBase64(base64: string): ArrayBufferBytes {
  return Uint8Array.from(Buffer.from(base64, "base64"));
}
