import { createCipheriv, createHash } from "node:crypto";

const POOL_SIZE = 1 << 16;

/** Random numbers that are the same for the same seed: the keystream of AES-256 in counter mode. */
export class SeededRandom {
  readonly #cipher: ReturnType<typeof createCipheriv>;
  #pool = Buffer.alloc(0);
  #at = 0;

  constructor(seed: string | number) {
    this.#cipher = createCipheriv("aes-256-ctr", createHash("sha256").update(String(seed)).digest(), Buffer.alloc(16));
  }

  /** Returns this many random bytes, in a new array. */
  readonly bytes = (length: number): Uint8Array => Uint8Array.from(this.#draw(length));

  /** Returns an integer from 0 to `limit` - 1; `limit` must be at most 2^32. */
  below(limit: number): number {
    return Math.floor((this.#draw(4).readUInt32LE() / 0x1_0000_0000) * limit);
  }

  #draw(length: number): Buffer {
    if (this.#at + length > this.#pool.length) {
      this.#pool = this.#cipher.update(Buffer.alloc(Math.max(POOL_SIZE, length)));
      this.#at = 0;
    }
    const from = this.#at;
    this.#at += length;
    return this.#pool.subarray(from, this.#at);
  }

  /** Returns one of the items. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)];
  }
}
