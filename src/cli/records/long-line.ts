import { UNRESTRICTED } from "../../format/jurisdiction.js";
import { NO_NAMESPACE, Verdict } from "../../format/verdict.js";
import { LF } from "./lines.js";
import type { Checked, Records, Span } from "./records.js";

const MALFORMED = {
  verdicts: Uint8Array.of(Verdict.malformed),
  namespaces: Uint16Array.of(NO_NAMESPACE),
  jurisdictions: Uint8Array.of(UNRESTRICTED),
};

/** A piece of a line that is too long to be kept: its start, which is a record, or more of it. */
class LongLinePiece implements Records {
  readonly header = undefined;
  readonly lineEnd = LF;
  readonly rest: Span | undefined;
  readonly count: number;
  readonly isOpen: boolean;
  readonly bytes: Buffer;
  readonly offset: number;
  readonly #span: Span;
  readonly #line: number;

  constructor(bytes: Buffer, span: Span, offset: number, line: number, isStart: boolean, isOpen: boolean) {
    this.bytes = bytes;
    this.offset = offset;
    this.count = isStart ? 1 : 0;
    this.rest = isStart ? undefined : span;
    this.isOpen = isOpen;
    this.#span = span;
    this.#line = line;
  }

  get isRestLast(): boolean {
    return !this.isOpen;
  }

  isWhole(): boolean {
    return !this.isOpen;
  }

  startOf(): number {
    return this.#span.start;
  }

  endOf(): number {
    return this.#span.end;
  }

  nextOf(): number {
    return this.#span.next;
  }

  get digits(): Uint8Array {
    return this.bytes;
  }

  digitsAt(): number {
    return this.#span.start;
  }

  lineOf(): number {
    return this.#line;
  }
}

/** The start of a long line, the first of whose bytes stands at `offset` of the input; more of it follows. */
export function startOfLongLine(bytes: Buffer, end: number, offset: number, line: number): Checked {
  const records = new LongLinePiece(bytes, { start: 0, end, next: end }, offset, line, true, true);
  return { records, verdicts: MALFORMED };
}

/** More of a long line: all that is left of it, unless it `isOpen`. */
export function moreOfLongLine(bytes: Buffer, span: Span, offset: number, line: number, isOpen: boolean): Checked {
  return { records: new LongLinePiece(bytes, span, offset, line, false, isOpen), verdicts: MALFORMED };
}
