/** Collects bytes for one large write. Grows as needed, and is reused. */
export class ByteBuffer {
  #bytes = Buffer.allocUnsafe(64 * 1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(bytes: Uint8Array, start = 0, end = bytes.length): void {
    const from = this.#grow(end - start);
    this.#bytes.set(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end), from);
  }

  /** Adds text of ASCII characters only. */
  addAscii(text: string): void {
    const from = this.#grow(text.length);
    this.#bytes.write(text, from, "latin1");
  }

  /** Adds the decimal digits of an integer from 0 to 2^32 - 1. */
  addDecimal(value: number): void {
    let size = 1;
    for (let limit = 10; value >= limit; limit *= 10) size++;
    let at = this.#grow(size) + size;
    for (let rest = value; size > 0; size--) {
      this.#bytes[--at] = 0x30 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
  }

  /** Returns the bytes and empties the buffer. They are valid until more bytes are added. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }

  /** Makes room for `size` bytes, and returns where they start. */
  #grow(size: number): number {
    const from = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#length, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, from);
      this.#bytes = larger;
    }
    return from;
  }
}
