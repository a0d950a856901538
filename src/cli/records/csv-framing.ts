import type { Framing } from "./format.js";
import { LF } from "./lines.js";

export const QUOTE = 0x22;

/** Where in a row the scan is; after a quote within quotes, what follows tells whether it closed them. */
const State = { fieldStart: 0, plain: 1, quoted: 2, quoteInQuotes: 3 } as const;
type State = (typeof State)[keyof typeof State];

/**
 * The rows of CSV (RFC 4180): a newline ends one unless it stands in quotes. Not by csv-parse, which is the oracle of
 * the tests: it loses bytes of a row that is to be passed on as it is (the `\n` of a `\r\n`), ends at the first stray
 * quote, keeps all that follows an open quote in memory, and takes seven times as long (measured).
 */
export class CsvFraming implements Framing {
  line = 1;
  #state: State = State.fieldStart;
  /** The line on which the last opening quote stood. */
  #quoteLine = 0;
  readonly #delimiter: number;

  /** @param delimiter the byte between fields */
  constructor(delimiter: number) {
    this.#delimiter = delimiter;
  }

  findEnd(bytes: Buffer, from: number): number {
    const delimiter = this.#delimiter;
    let state = this.#state;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === LF) {
        this.line++;
        if (state !== State.quoted) {
          this.#state = State.fieldStart;
          return at;
        }
      } else if (state === State.quoted) {
        if (byte === QUOTE) state = State.quoteInQuotes;
      } else if (byte === delimiter) state = State.fieldStart;
      else if (byte !== QUOTE || state === State.plain) state = State.plain;
      else {
        // At the start of a field it opens; right after a quote within quotes it is the second of an escaped pair.
        if (state === State.fieldStart) this.#quoteLine = this.line;
        state = State.quoted;
      }
    }
    this.#state = state;
    return -1;
  }

  fault(): string | undefined {
    if (this.#state !== State.quoted) return undefined;
    return `the quote that opens on line ${this.#quoteLine} never closes`;
  }
}
