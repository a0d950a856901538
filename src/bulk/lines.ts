import { isUint8Array } from "../format/bytes.js";
import { ID_DIGITS } from "../format/codec.js";
import { argumentError } from "../format/errors.js";
import type { LineChecker } from "./line-checker.js";
import { copyRound, malformedLine } from "./line-results.js";
import type { LineResults } from "./results.js";

const LF = 0x0a;
const CR = 0x0d;
const BOM = [0xef, 0xbb, 0xbf];

/** Bytes of a chunk that are put into the engine's memory at a time. */
const PIECE = 128 * 1024;
/** The longest start of a line that can still become an ID: its digits and a carriage return. */
const LONGEST_START = ID_DIGITS + 1;

/** Where results go. */
interface Sink {
  enqueue(results: LineResults): void;
}

/** Text in chunks → the results of its lines. Of an unfinished line it keeps no more than an ID would take. */
class LineStream {
  readonly #checker: LineChecker;
  readonly #start = new Uint8Array(LONGEST_START);
  /** Bytes of the stream before the unfinished line, and of that line so far. */
  #offset = 0;
  #length = 0;
  #endsInReturn = false;
  /** How much of a byte order mark has been seen; past its length it is decided. */
  #bom = 0;

  constructor(checker: LineChecker) {
    this.#checker = checker;
  }

  write(chunk: Uint8Array, sink: Sink): void {
    for (let at = this.#skipBom(chunk); at < chunk.length; at += PIECE) {
      this.#read(chunk.subarray(at, at + PIECE), sink);
    }
  }

  end(sink: Sink): void {
    if (this.#bom < BOM.length) this.#read(Uint8Array.from(BOM.slice(0, this.#bom)), sink);
    if (this.#length === 0) return;
    if (this.#length > LONGEST_START) sink.enqueue(malformedLine(this.#offset, this.#length));
    else this.#check(0, true, sink);
  }

  /** How many bytes of a chunk belong to the byte order mark that the stream may begin with. */
  #skipBom(chunk: Uint8Array): number {
    let at = 0;
    while (this.#bom < BOM.length && at < chunk.length) {
      if (chunk[at] !== BOM[this.#bom]) {
        // None after all: what earlier chunks had of it is the start of the first line.
        this.#length = this.#bom - at;
        this.#start.set(BOM.slice(0, this.#length));
        this.#bom = BOM.length;
        return 0;
      }
      at++;
      if (++this.#bom === BOM.length) this.#offset = BOM.length;
    }
    return at;
  }

  #read(piece: Uint8Array, sink: Sink): void {
    let rest = piece;
    if (this.#length > LONGEST_START) {
      const feed = piece.indexOf(LF);
      if (feed === -1) {
        this.#length += piece.length;
        this.#endsInReturn = piece[piece.length - 1] === CR;
        return;
      }
      const length = this.#length + feed;
      const hasReturn = feed > 0 ? piece[feed - 1] === CR : this.#endsInReturn;
      sink.enqueue(malformedLine(this.#offset, hasReturn ? length - 1 : length));
      this.#offset += length + 1;
      this.#length = 0;
      rest = piece.subarray(feed + 1);
    }
    const text = this.#checker.text(LONGEST_START + PIECE);
    text.set(rest, this.#length);
    this.#check(rest.length, false, sink);
  }

  /** Validates the lines of the start that is kept and `added` bytes that stand in the engine's memory behind its place. */
  #check(added: number, isLast: boolean, sink: Sink): void {
    const text = this.#checker.text(LONGEST_START + PIECE);
    text.set(this.#start.subarray(0, this.#length));
    const end = this.#length + added;
    let at = 0;
    for (;;) {
      at = this.#checker.check(at, end, isLast);
      if (this.#checker.count === 0) break;
      sink.enqueue(copyRound(this.#checker, this.#offset));
    }
    this.#offset += at;
    this.#length = end - at;
    this.#endsInReturn = text[end - 1] === CR;
    if (this.#length <= LONGEST_START) this.#start.set(text.subarray(at, end));
  }
}

/** What `Validator.lines` puts into its stream. */
export function lineTransformer(checker: LineChecker): Transformer<Uint8Array, LineResults> {
  const stream = new LineStream(checker);
  return {
    transform: (chunk, controller) => {
      if (!isUint8Array(chunk)) throw argumentError("lines", "Validator", 1, "stream of Uint8Array");
      stream.write(chunk, controller);
    },
    flush: (controller) => stream.end(controller),
  };
}
