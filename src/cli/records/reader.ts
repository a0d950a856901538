import { InputError } from "../errors.js";
import { RecordBatch } from "./batch.js";
import type { RecordFormat } from "./format.js";
import { CR, LF } from "./lines.js";
import { type Position, START } from "./records.js";

const INITIAL_SIZE = 512 * 1024;

/**
 * Cuts bytes that come in chunks of any size into records. What it holds is one chunk, and at most the format's longest
 * record beside it; the batches that a chunk makes complete are given out before the next chunk is taken.
 */
export class RecordReader {
  readonly #format: RecordFormat;
  readonly #batch = new RecordBatch();
  /** Bytes of the input before those that are kept here. */
  #offset: number;
  #header: Buffer | undefined;
  #bytes = Buffer.allocUnsafe(INITIAL_SIZE);
  /** What is kept: from the start of the unfinished record … */
  #start = 0;
  /** … of which so much has been searched for its end … */
  #searched = 0;
  /** … to the end of the last chunk. */
  #end = 0;
  /** The line on which the unfinished record began. */
  #line: number;
  #awaitsHeader: boolean;
  /** Whether the unfinished record was too long to be kept, so that the start of it has been given out. */
  #isCut = false;

  /** @param position where the first chunk begins */
  constructor(format: RecordFormat, position: Position = START) {
    this.#format = format;
    this.#offset = position.offset;
    this.#line = position.line;
    this.#header = position.header && Buffer.from(position.header);
    this.#awaitsHeader = format.ids.hasHeader && this.#header === undefined;
    format.framing.line = position.line;
    if (position.lineEnd !== 0) format.framing.lineEnd = position.lineEnd;
    if (position.memory !== 0) format.ids.memory = position.memory;
  }

  /** Where the unfinished record began; nowhere if its start has been given out. */
  position(): Position | undefined {
    if (this.#isCut) return undefined;
    const { ids, framing } = this.#format;
    const offset = this.#offset + this.#start;
    return { offset, line: this.#line, lineEnd: framing.lineEnd, header: this.#header, memory: ids.memory };
  }

  /** The records that end in this chunk. */
  *read(chunk: Uint8Array): Iterable<RecordBatch> {
    this.#append(chunk);
    const filled = this.#bytes.subarray(0, this.#end);
    for (;;) {
      const newline = this.#format.framing.findEnd(filled, this.#searched);
      if (newline === -1) break;
      this.#searched = newline + 1;
      this.#finish(newline > this.#start && this.#bytes[newline - 1] === CR ? newline - 1 : newline, newline + 1);
      if (this.#batch.isFull) yield* this.#flush();
    }
    this.#searched = this.#end;
    if (this.#isCut || this.#end - this.#start > this.#format.longest) yield* this.#cut();
    yield* this.#flush();
  }

  /** The last record, which may lack its line end. Throws {@link InputError}, after it, if the record is incomplete. */
  *end(): Iterable<RecordBatch> {
    const { framing } = this.#format;
    const end = framing.endsInLineEnd() ? this.#end - 1 : this.#end;
    if (this.#isCut || this.#end > this.#start) this.#finish(end, this.#end);
    yield* this.#flush();
    const fault = framing.fault();
    if (fault !== undefined) throw new InputError(fault);
  }

  #append(chunk: Uint8Array): void {
    const kept = this.#end - this.#start;
    if (this.#end + chunk.length > this.#bytes.length) {
      // Twice the size at least, so that a record in a thousand pieces isn't copied a thousand times.
      const size = this.#bytes.length;
      const target =
        kept + chunk.length > size / 2 ? Buffer.allocUnsafe(2 * Math.max(size, chunk.length)) : this.#bytes;
      this.#bytes.copy(target, 0, this.#start, this.#end);
      this.#bytes = target;
      this.#searched -= this.#start;
      this.#offset += this.#start;
      this.#start = 0;
      this.#end = kept;
    }
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** Puts the record that ends here, its line end reaching to `next`, into the batch. */
  #finish(end: number, next: number): void {
    const { ids, longest, framing } = this.#format;
    const start = this.#start;
    if (this.#isCut) {
      this.#batch.rest = { start, end, next };
      this.#isCut = false;
    } else if (this.#awaitsHeader) {
      ids.readHeader(this.#bytes, start, end);
      this.#batch.header = { start, end, next };
      this.#header = Buffer.from(this.#bytes.subarray(start, end));
      this.#awaitsHeader = false;
    } else {
      const index = this.#batch.add(start, end, next, this.#line);
      if (end - start > longest) this.#batch.setNoId(index);
      else ids.readId(this.#bytes, start, end, this.#batch, index);
    }
    this.#start = next;
    this.#line = framing.line;
  }

  /**
   * Gives out what there is of a record that is too long, but for a `\r` that may belong to its line end. The start comes
   * in a batch of its own, and until that has been taken the position is before it.
   */
  *#cut(): Iterable<RecordBatch> {
    if (this.#awaitsHeader) {
      throw new InputError(
        `the header, which starts on line ${this.#line}, is longer than ${this.#format.longest} bytes`,
      );
    }
    const end = this.#end > this.#start && this.#bytes[this.#end - 1] === CR ? this.#end - 1 : this.#end;
    if (this.#isCut) this.#batch.rest = { start: this.#start, end, next: end };
    else {
      yield* this.#flush();
      this.#batch.setNoId(this.#batch.add(this.#start, end, end, this.#line));
    }
    this.#batch.isOpen = true;
    yield* this.#flush();
    this.#isCut = true;
    this.#start = end;
  }

  *#flush(): Iterable<RecordBatch> {
    if (this.#batch.isEmpty) return;
    this.#batch.bytes = this.#bytes;
    this.#batch.offset = this.#offset;
    this.#batch.lineEnd = this.#format.framing.lineEnd || LF;
    yield this.#batch;
    this.#batch.clear();
  }
}
