import { closeSync, openSync, writeSync } from "node:fs";

const PARTS = 256;
/** Bytes that a part keeps before it writes them: 4 MB for all of them. */
const KEPT = 16 * 1024;

/** Deals records out to 256 files: `prefix` and a number. A file is made when the first record comes for it. */
export class Partition {
  readonly #prefix: string;
  readonly #fds: (number | undefined)[] = new Array(PARTS).fill(undefined);
  readonly #buffer = Buffer.allocUnsafe(PARTS * KEPT);
  readonly #lengths = new Uint32Array(PARTS);

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Adds a record, of a length that divides 16 KB. */
  add(part: number, bytes: Buffer, start: number, end: number): void {
    const at = part * KEPT + this.#lengths[part];
    this.#lengths[part] += bytes.copy(this.#buffer, at, start, end);
    if (this.#lengths[part] === KEPT) this.#write(part);
  }

  /** Writes what is left. */
  close(): void {
    for (let part = 0; part < PARTS; part++) {
      if (this.#lengths[part] > 0) this.#write(part);
      const fd = this.#fds[part];
      if (fd !== undefined) closeSync(fd);
    }
  }

  /** The numbers of the files that were made, in their order. */
  parts(): number[] {
    return this.#fds.flatMap((fd, part) => (fd === undefined ? [] : part));
  }

  /** The file of a part. */
  path(part: number): string {
    return this.#prefix + part;
  }

  #write(part: number): void {
    const fd = this.#fds[part] ?? openSync(this.path(part), "w", 0o600);
    this.#fds[part] = fd;
    const end = part * KEPT + this.#lengths[part];
    for (let at = part * KEPT; at < end; ) at += writeSync(fd, this.#buffer, at, end - at);
    this.#lengths[part] = 0;
  }
}
