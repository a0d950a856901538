const PAGE_SIZE = 65_536;
/** How many bytes after the window the module may read; it also writes the first of them. */
const SLACK = 64;

/** The window of an instance of the module: its memory from an address on, without the slack at the end. */
export function viewWindow(memory: WebAssembly.Memory, { value }: WebAssembly.Global<"i32">): Uint8Array {
  return new Uint8Array(memory.buffer, value, memory.buffer.byteLength - value - SLACK);
}

/**
 * Enlarges the memory for a window of `size` bytes.
 * @returns whether the memory grew, which detaches all views of it
 */
export function growWindow(memory: WebAssembly.Memory, window: Uint8Array, size: number): boolean {
  const missing = size - window.length;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_SIZE));
  return missing > 0;
}
