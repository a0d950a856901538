/** The ABI, and nothing else. Pointers are into the exported memory, at `heapBase` or above. */
import { padBlocks } from "./hmac";
import { HEAP_BASE } from "./memory";
import { expandPadding } from "./sha256x4";

/** The first byte of memory that is the caller's. */
export const heapBase: usize = HEAP_BASE;

export { decode, encode } from "./hex";
export { absorb, mac, prepareKey } from "./hmac";
export { check, checkDigits, deriveNamed, deriveRest, seal } from "./id";
export { deriveNames, sealRows } from "./names";
export { acceptRows, decodeRows, partition, verify } from "./rows";

padBlocks();
expandPadding();
