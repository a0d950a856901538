/** The ABI of the module. Pointers are addresses in the exported memory, at `heapBase` or above. */
import { padBlocks } from "./hmac";
import { HEAP_BASE } from "./memory";
import { expandPadding } from "./sha256x4";

/** The first address that the caller may use. */
export const heapBase: usize = HEAP_BASE;

export { decode, encode } from "./hex";
export { absorb, mac, prepareKey } from "./hmac";
export { check, checkDigits, deriveNamed, deriveRest, seal } from "./id";
export { deriveNames, sealRows } from "./names";
export { acceptRows, decodeRows, partition, verify } from "./rows";

padBlocks();
expandPadding();
