import { closeSync, openSync, writeSync } from "node:fs";

const PARTS = 256;
/** How many bytes of each part are buffered: 4 MB for all parts. */
const KEPT = 16 * 1024;

/** Distributes records to 256 files, named `prefix` and a number. A file is created with its first record. */
export class Partition {
  readonly #prefix: string;
  readonly #fds: (number | undefined)[] = new Array(PARTS).fill(undefined);
  readonly #buffer = Buffer.allocUnsafe(PARTS * KEPT);
  readonly #lengths = new Uint32Array(PARTS);

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Adds a record. Its length must divide 16 KB. */
  add(part: number, bytes: Buffer, start: number, end: number): void {
    const at = part * KEPT + this.#lengths[part];
    this.#lengths[part] += bytes.copy(this.#buffer, at, start, end);
    if (this.#lengths[part] === KEPT) this.#write(part);
  }

  /** Writes all buffered records. */
  close(): void {
    for (let part = 0; part < PARTS; part++) {
      if (this.#lengths[part] > 0) this.#write(part);
      const fd = this.#fds[part];
      if (fd !== undefined) closeSync(fd);
    }
  }

  /** The numbers of the files that were created, in order. */
  parts(): number[] {
    return this.#fds.flatMap((fd, part) => (fd === undefined ? [] : part));
  }

  /** The path of a part's file. */
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
