const PAGE_SIZE = 65_536;
/** Bytes behind the window that the module may read, and the first of which it writes. */
const SLACK = 64;

/** The window of an instance of the module: its memory from an address on, up to the slack. */
export function viewWindow(memory: WebAssembly.Memory, { value }: WebAssembly.Global<"i32">): Uint8Array {
  return new Uint8Array(memory.buffer, value, memory.buffer.byteLength - value - SLACK);
}

/**
 * Enlarges the memory for a window of `size` bytes.
 * @returns whether it grew: all views of it are detached then
 */
export function growWindow(memory: WebAssembly.Memory, window: Uint8Array, size: number): boolean {
  const missing = size - window.length;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_SIZE));
  return missing > 0;
}
