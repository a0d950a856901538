import type { LineChecker } from "../../bulk/line-checker.js";
import { bufferOver, LineRecords } from "./line-records.js";
import { CR, LF } from "./lines.js";
import { moreOfLongLine, startOfLongLine } from "./long-line.js";
import { type Checked, type Checker, type Position, START } from "./records.js";
import { LONGEST_LINE } from "./text.js";

/** Bytes of a chunk that go into the engine's memory at a time. */
const PIECE = 256 * 1024;

/**
 * Lines of text, validated where they stand in the engine's memory. What it keeps is the start of one unfinished line,
 * until that is longer than any that is kept; then the line goes by in pieces.
 */
export class LineReader implements Checker {
  readonly #checker: LineChecker;
  readonly #records: LineRecords;
  readonly #kept = Buffer.allocUnsafe(LONGEST_LINE);
  #keptLength = 0;
  /** Bytes before those that are kept, and the line that these are on. */
  #offset: number;
  #line: number;
  /** Whether the start of the line has been given out; what is kept of it then is a `\r`, which may belong to its end. */
  #isCut = false;

  constructor(checker: LineChecker, { offset, line }: Position) {
    this.#checker = checker;
    this.#records = new LineRecords(checker);
    this.#offset = offset;
    this.#line = line;
  }

  /** The line that the next byte is on, counted from 1. */
  get line(): number {
    return this.#line;
  }

  position(): Position | undefined {
    return this.#isCut ? undefined : { ...START, offset: this.#offset, line: this.#line };
  }

  /** Goes on behind lines that somebody else has read; only between two lines. */
  skip(bytes: number, lines: number): void {
    this.#offset += bytes;
    this.#line += lines;
  }

  *read(chunk: Uint8Array): Iterable<Checked> {
    for (let at = 0; at < chunk.length; at += PIECE) yield* this.#readPiece(chunk.subarray(at, at + PIECE), false);
  }

  *end(): Iterable<Checked> {
    if (this.#isCut || this.#keptLength > 0) yield* this.#readPiece(new Uint8Array(), true);
  }

  *#readPiece(piece: Uint8Array, isLast: boolean): Iterable<Checked> {
    const text = bufferOver(this.#checker.text(LONGEST_LINE + PIECE));
    this.#kept.copy(text, 0, 0, this.#keptLength);
    text.set(piece, this.#keptLength);
    const end = this.#keptLength + piece.length;
    let at = 0;
    if (this.#isCut) {
      const feed = text.subarray(0, end).indexOf(LF);
      if (feed === -1 && !isLast) {
        yield* this.#giveOut(text, end);
        return;
      }
      at = feed === -1 ? end : feed + 1;
      const textEnd = feed > 0 && text[feed - 1] === CR ? feed - 1 : feed === -1 ? end : feed;
      yield moreOfLongLine(text, { start: 0, end: textEnd, next: at }, this.#offset, this.#line, false);
      this.#isCut = false;
      this.#line++;
    }
    const records = this.#records;
    records.bytes = text;
    records.offset = this.#offset;
    for (;;) {
      at = this.#checker.check(at, end, isLast);
      const { count, verdicts } = this.#checker;
      if (count === 0) break;
      records.firstLine = this.#line;
      records.set(count, at);
      yield { records, verdicts };
      this.#line += count;
    }
    this.#offset += at;
    const rest = text.subarray(at, end);
    if (rest.length > LONGEST_LINE) yield* this.#giveOut(rest, rest.length);
    else this.#keptLength = rest.copy(this.#kept);
  }

  /** Gives out what there is of a line that is too long to be kept, but for a `\r` that may belong to its end. */
  *#giveOut(bytes: Buffer, length: number): Iterable<Checked> {
    const end = length > 0 && bytes[length - 1] === CR ? length - 1 : length;
    const span = { start: 0, end, next: end };
    yield this.#isCut
      ? moreOfLongLine(bytes, span, this.#offset, this.#line, true)
      : startOfLongLine(bytes, end, this.#offset, this.#line);
    this.#isCut = true;
    this.#offset += end;
    this.#keptLength = bytes.copy(this.#kept, 0, end, length);
  }
}
