import { isHexDigit } from "../../format/hex.js";
import {
  BACKSLASH,
  BRACE,
  BRACE_END,
  BRACKET,
  BRACKET_END,
  COLON,
  COMMA,
  CR,
  decodeUtf8,
  LF,
  QUOTE,
  SPACE,
  TAB,
} from "./bytes.js";
import { comparesByBytes, type JsonField, type JsonName } from "./field.js";
import { RecordKind } from "./types.js";

/** The position of the next value relative to the field. */
const Place = {
  /** Not on the path. */
  off: 0,
  /** On the path, or at its end. */
  onPath: 1,
  /** The member whose name is the whole field. */
  whole: 2,
} as const;
type Place = (typeof Place)[keyof typeof Place];

const NO_DEPTH = -1;

/**
 * Reads JSON texts (RFC 8259) byte by byte: checks whether each is valid, as `JSON.parse` does, and finds the value of the
 * field. Its only memory is a bit for each open container, so nesting is limited only by the text.
 */
export class JsonTextReader {
  /** The kind of the field's value in the last text; `candidate` is a string of any length. */
  kind: RecordKind = RecordKind.missing;
  /** The position of the field's value, without the quotes of a string; and whether it has escapes. */
  valueStart = 0;
  valueEnd = 0;
  hasEscapes = false;

  readonly #parts: readonly JsonName[];
  readonly #wholeName: JsonName | undefined;
  #bytes: Uint8Array = new Uint8Array();
  #end = 0;
  #at = 0;
  /** Whether each open container is an object: one bit each. */
  #isObject = new Uint8Array(16);
  #depth = 0;
  /** How many of the open containers, outermost first, are on the path to the field. */
  #onPath = 0;
  /** The index of the current element in each of those containers that is an array. */
  readonly #indices: number[] = [];
  #foundWhole = false;
  /** The depth of the container that is the field's value, while it is open. */
  #valueDepth = NO_DEPTH;

  constructor({ parts, wholeName }: JsonField) {
    this.#parts = parts;
    this.#wholeName = wholeName;
  }

  /** Reads the text at `start` to `end`, which may have whitespace around it. */
  read(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.#end = end;
    this.#at = start;
    this.#depth = 0;
    this.#onPath = 0;
    this.#foundWhole = false;
    this.#valueDepth = NO_DEPTH;
    this.kind = RecordKind.missing;
    if (!this.#readText()) this.kind = RecordKind.notJson;
  }

  #readText(): boolean {
    let place: Place = Place.onPath;
    let readsName = false;
    for (;;) {
      if (readsName) {
        const named = this.#readName();
        if (named === undefined) return false;
        place = named;
        readsName = false;
      }
      const byte = this.#skipSpace();
      if (byte === BRACE || byte === BRACKET) {
        const isObject = byte === BRACE;
        this.#open(isObject, place);
        const first = this.#skipSpace();
        if (first !== (isObject ? BRACE_END : BRACKET_END)) {
          if (isObject) readsName = true;
          else place = this.#startArray();
          continue;
        }
      } else if (!this.#readScalar(byte, place)) return false;
      for (;;) {
        const next = this.#skipSpace();
        if (this.#depth === 0) return this.#at === this.#end;
        const isObject = this.#isInObject();
        if (next === COMMA) {
          this.#at++;
          if (isObject) readsName = true;
          else place = this.#nextElement();
          break;
        }
        if (next !== (isObject ? BRACE_END : BRACKET_END)) return false;
        this.#close();
      }
    }
  }

  /** Returns the next byte that is not whitespace; at the end 0, which is invalid everywhere. */
  #skipSpace(): number {
    for (; this.#at < this.#end; this.#at++) {
      const byte = this.#bytes[this.#at];
      if (!isSpace(byte)) return byte;
    }
    return 0;
  }

  /** Reads a member's name and the colon, and returns the position of its value relative to the field. */
  #readName(): Place | undefined {
    if (this.#skipSpace() !== QUOTE) return undefined;
    const start = this.#at + 1;
    const hasEscapes = this.#readString();
    if (hasEscapes === undefined) return undefined;
    const end = this.#at - 1;
    if (this.#skipSpace() !== COLON) return undefined;
    this.#at++;
    if (this.#depth === 1 && this.#wholeName && this.#isName(this.#wholeName, start, end, hasEscapes)) {
      this.#foundWhole = true;
      return Place.whole;
    }
    const isOnPath =
      this.#onPath === this.#depth &&
      !this.#foundWhole &&
      this.#isName(this.#parts[this.#depth - 1], start, end, hasEscapes);
    return isOnPath ? Place.onPath : Place.off;
  }

  #isName(name: JsonName, start: number, end: number, hasEscapes: boolean): boolean {
    if (hasEscapes || !comparesByBytes(name)) return decodeJsonString(this.#bytes, start, end) === name.text;
    if (end - start !== name.bytes.length) return false;
    return name.bytes.every((byte, i) => byte === this.#bytes[start + i]);
  }

  #isWanted(place: Place): boolean {
    return place === Place.whole || (place === Place.onPath && this.#onPath === this.#parts.length);
  }

  #open(isObject: boolean, place: Place): void {
    // A later member of the same name replaces the value of an earlier one.
    if (place !== Place.off) this.kind = RecordKind.missing;
    if (this.#isWanted(place)) {
      this.kind = RecordKind.notString;
      this.valueStart = this.#at;
      this.#valueDepth = this.#depth;
    } else if (place === Place.onPath) this.#onPath++;
    const index = this.#depth >> 3;
    if (index === this.#isObject.length) {
      const larger = new Uint8Array(2 * index);
      larger.set(this.#isObject);
      this.#isObject = larger;
    }
    const bit = 1 << (this.#depth & 7);
    if (isObject) this.#isObject[index] |= bit;
    else this.#isObject[index] &= ~bit;
    this.#depth++;
    this.#at++;
  }

  #close(): void {
    this.#at++;
    this.#depth--;
    this.#onPath = Math.min(this.#onPath, this.#depth);
    if (this.#valueDepth !== this.#depth) return;
    this.valueEnd = this.#at;
    this.#valueDepth = NO_DEPTH;
  }

  #isInObject(): boolean {
    const innermost = this.#depth - 1;
    return (this.#isObject[innermost >> 3] & (1 << (innermost & 7))) !== 0;
  }

  #startArray(): Place {
    if (this.#onPath !== this.#depth) return Place.off;
    this.#indices[this.#depth - 1] = -1;
    return this.#nextElement();
  }

  #nextElement(): Place {
    if (this.#onPath !== this.#depth) return Place.off;
    const index = ++this.#indices[this.#depth - 1];
    return !this.#foundWhole && index === this.#parts[this.#depth - 1].index ? Place.onPath : Place.off;
  }

  /** Reads a string, a number or a literal that begins with this byte. */
  #readScalar(first: number, place: Place): boolean {
    if (place !== Place.off) this.kind = RecordKind.missing;
    const isWanted = this.#isWanted(place);
    const start = this.#at;
    if (first === QUOTE) {
      const hasEscapes = this.#readString();
      if (hasEscapes === undefined) return false;
      if (isWanted) {
        this.kind = RecordKind.candidate;
        this.valueStart = start + 1;
        this.valueEnd = this.#at - 1;
        this.hasEscapes = hasEscapes;
      }
      return true;
    }
    const end = this.#endOfScalar(start, first);
    if (end === undefined) return false;
    this.#at = end;
    if (isWanted) {
      this.kind = RecordKind.notString;
      this.valueStart = start;
      this.valueEnd = end;
    }
    return true;
  }

  /**
   * Reads the string that begins here, including its quotes.
   * @returns whether it has escapes; `undefined` if it is not a string
   */
  #readString(): boolean | undefined {
    let hasEscapes = false;
    for (let at = this.#at + 1; at < this.#end; at++) {
      const byte = this.#bytes[at];
      if (byte === QUOTE) {
        this.#at = at + 1;
        return hasEscapes;
      }
      if (byte < SPACE) return undefined;
      if (byte !== BACKSLASH) continue;
      hasEscapes = true;
      const letter = this.#byteAt(++at);
      if (!isEscape(letter)) return undefined;
      if (letter !== 0x75) continue;
      for (let i = 0; i < 4; i++) if (!isHexDigit(this.#byteAt(++at))) return undefined;
    }
    return undefined;
  }

  #endOfScalar(start: number, first: number): number | undefined {
    switch (first) {
      case 0x74:
        return this.#endOfWord(start, "true");
      case 0x66:
        return this.#endOfWord(start, "false");
      case 0x6e:
        return this.#endOfWord(start, "null");
      default:
        return this.#endOfNumber(start);
    }
  }

  #endOfWord(start: number, word: string): number | undefined {
    for (let i = 0; i < word.length; i++) if (this.#byteAt(start + i) !== word.charCodeAt(i)) return undefined;
    return start + word.length;
  }

  #endOfNumber(start: number): number | undefined {
    const digits = this.#byteAt(start) === 0x2d ? start + 1 : start;
    // A leading zero can't be followed by digits.
    let end = this.#byteAt(digits) === 0x30 ? digits + 1 : this.#endOfDigits(digits);
    if (end === digits) return undefined;
    if (this.#byteAt(end) === 0x2e) {
      const fraction = end + 1;
      end = this.#endOfDigits(fraction);
      if (end === fraction) return undefined;
    }
    if ((this.#byteAt(end) | 0x20) !== 0x65) return end;
    const sign = this.#byteAt(end + 1);
    const exponent = sign === 0x2b || sign === 0x2d ? end + 2 : end + 1;
    end = this.#endOfDigits(exponent);
    return end === exponent ? undefined : end;
  }

  #endOfDigits(start: number): number {
    let at = start;
    while (isDigit(this.#byteAt(at))) at++;
    return at;
  }

  #byteAt(at: number): number {
    return at < this.#end ? this.#bytes[at] : 0;
  }
}

/** Whether a byte is whitespace between tokens of JSON. */
export function isSpace(byte: number): boolean {
  return byte === SPACE || byte === LF || byte === CR || byte === TAB;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

const ESCAPES = '"\\/bfnrtu';

function isEscape(byte: number): boolean {
  return ESCAPES.includes(String.fromCharCode(byte));
}

/** Decodes the content of a string at `from` to `to`, with its escapes. */
export function decodeJsonString(bytes: Uint8Array, from: number, to: number): string {
  return JSON.parse(`"${decodeUtf8(bytes, from, to)}"`) as string;
}
