const ID1 = 0x1f;
const ID2 = 0x8b;
const DEFLATE = 8;
const Flag = { headerCrc: 2, extra: 4, name: 8, comment: 16 } as const;
const FIXED_SIZE = 10;
const FLAGS_AT = 3;

/** Takes in the header of a gzip member (RFC 1952), byte by byte. */
export class GzipHeader {
  #size = 0;
  /** Fields that are still to come, in order. */
  readonly #fields: (keyof typeof Flag)[] = [];
  /** Bytes of the field that were taken, and of how many; that of `extra` is in its first two. */
  #taken = 0;
  #length = 2;

  /** Takes the next byte: `"done"` after the last one, `"foreign"` if this is no gzip. */
  push(byte: number): "done" | "foreign" | "more" {
    const at = this.#size++;
    if (at < FIXED_SIZE) {
      if ((at === 0 && byte !== ID1) || (at === 1 && byte !== ID2) || (at === 2 && byte !== DEFLATE)) return "foreign";
      if (at === FLAGS_AT) this.#setFlags(byte);
      return at === FIXED_SIZE - 1 && this.#fields.length === 0 ? "done" : "more";
    }
    if (this.#takeFieldByte(byte)) this.#fields.shift();
    return this.#fields.length === 0 ? "done" : "more";
  }

  #setFlags(flags: number): void {
    for (const field of ["extra", "name", "comment", "headerCrc"] as const) {
      if (flags & Flag[field]) this.#fields.push(field);
    }
  }

  /** Whether this byte is the last of the field that is being read. */
  #takeFieldByte(byte: number): boolean {
    const [field] = this.#fields;
    if (field === "name" || field === "comment") return byte === 0;
    const at = this.#taken++;
    if (field === "extra" && at < 2) this.#length += byte << (8 * at);
    if (this.#taken < 2 || this.#taken < this.#length) return false;
    this.#taken = 0;
    this.#length = 2;
    return true;
  }
}
