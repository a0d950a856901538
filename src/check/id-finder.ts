import { classifyRows } from "../bulk/classify.js";
import { newVerdicts } from "../bulk/new-verdicts.js";
import { LF } from "../engine/scan/bytes.js";
import { type DigitSearch, NO_LINE_START } from "../engine/scan/digit-search.js";
import { createSearch } from "../engine/scan/select.js";
import { SCAN_CAPACITY } from "../engine/scan/types.js";
import { createClassifier, selectEngine } from "../engine/select.js";
import type { Classifier, EngineChoice, EngineName, VerdictArrays } from "../engine/types.js";
import { ID_DIGITS } from "../format/codec.js";
import { ErrorCode, rangeError } from "../format/errors.js";
import { Verdict } from "../format/verdict.js";
import { namespaceState } from "../namespace/holder.js";
import { engineOf } from "./engine-of.js";
import type { Input, TextSource } from "./inputs/input.js";
import { letSignalsIn, throwIfStopped } from "./inputs/stop.js";
import { type JudgedNamespace, judgedNamespace, type LabelledNamespace } from "./namespaces.js";
import { type NamedVerdict, nameVerdict } from "./verdict-names.js";

/** Bytes of a read: few enough to stay in a core's cache until they are searched. */
const WINDOW_SIZE = 256 * 1024;

/** 64 hex digits in a text, with their position. */
export interface FoundId {
  /** The digits as written in the text, in upper or lower case. */
  readonly text: string;
  /** The line, from 1. Lines end with LF. */
  readonly line: number;
  /** The position in the line, in bytes, from 1. */
  readonly column: number;
  /** The position in the unpacked and decoded text, in bytes, from 0. */
  readonly offset: number;
  /** The result of validation; `undefined` if there are no namespaces. */
  readonly verdict: NamedVerdict | undefined;
}

/** Options of an {@link IdFinder}. */
export interface FindOptions {
  /** The namespaces whose IDs are searched for; may be empty only with `all`. */
  readonly namespaces: readonly LabelledNamespace[];
  /** Whether to find every run of exactly 64 hex digits; otherwise only those that are valid in one of the namespaces. */
  readonly all?: boolean | undefined;
  /** The engine that searches and hashes; by default the engine of the first namespace. */
  readonly engine?: EngineChoice | undefined;
  /** Stops the search when aborted. */
  readonly stop?: AbortSignal | undefined;
}

/** Finds IDs in bytes of any kind: logs, dumps, source code, core files. Its memory is constant, for any length of text or line. */
export class IdFinder {
  readonly #options: FindOptions;
  readonly #namespaces: readonly JudgedNamespace[];
  readonly #engine: EngineName;
  readonly #classifier: Classifier | undefined;
  /** A search that is not in use: its WASM instance is kept for the next text. */
  #idle: DigitSearch | undefined;

  /**
   * Creates a finder for any number of texts.
   * @param options the namespaces, and what to find
   * @throws RangeError (`ERR_DO_ARGUMENT`) without namespaces and without `all`
   */
  constructor(options: FindOptions) {
    const { namespaces, all = false, engine: choice } = options;
    if (namespaces.length === 0 && !all) {
      throw rangeError(ErrorCode.argument, "An IdFinder needs at least one namespace, or the option all.");
    }
    const states = namespaces.map(({ namespace }) => namespaceState(namespace));
    const engine = states.length > 0 ? engineOf(states, choice) : selectEngine(choice);
    this.#options = options;
    this.#namespaces = namespaces.map(judgedNamespace);
    this.#engine = engine.name;
    this.#classifier = states.length > 0 ? createClassifier(engine, states) : undefined;
  }

  /**
   * Yields the IDs in an input in order, some hundred at a time. An ID is a run of exactly 64 hex digits: the bytes before
   * and after it may be anything but hex digits.
   * @param input what to search; it is read to its end, unless the caller stops
   * @returns the IDs of each part of the input that has any
   * @throws InputError if the input can't be read, after yielding everything before that; `Stopped` when the search is stopped
   */
  async *find(input: Input): AsyncGenerator<FoundId[], void, undefined> {
    const search = this.#idle ?? createSearch(this.#engine);
    this.#idle = undefined;
    const source = input.open(0);
    try {
      yield* this.#findAll(search, source);
    } finally {
      this.#idle = search;
      await source.close();
    }
  }

  async *#findAll(search: DigitSearch, source: TextSource): AsyncGenerator<FoundId[], void, undefined> {
    const { stop } = this.#options;
    const window = search.window(WINDOW_SIZE);
    const cursor: Cursor = { base: -1, line: 1, lineStart: 0 };
    // The search also reads the byte before the text.
    window[0] = LF;
    let filled = 1;
    for (let isLast = false; !isLast; ) {
      const reading = source.read(window.subarray(filled));
      if (typeof reading === "number") await letSignalsIn(stop);
      const size = await reading;
      throwIfStopped(stop);
      isLast = size === 0;
      filled += size;
      let from = 1;
      for (let count: number = SCAN_CAPACITY; count === SCAN_CAPACITY; ) {
        const result = search.search(from, filled, isLast);
        count = result.count;
        from = result.next;
        const found = this.#describe(search, count, cursor);
        advance(cursor, result);
        if (found.length > 0) yield found;
      }
      window.copyWithin(0, from - 1, filled);
      cursor.base += from - 1;
      filled -= from - 1;
    }
  }

  /** The IDs that the last search found, with their positions and verdicts. */
  #describe(search: DigitSearch, count: number, { base, line, lineStart }: Cursor): FoundId[] {
    const { all } = this.#options;
    const { rows, starts, lines, lineStarts } = search.found;
    const verdicts = this.#classifier && classified(this.#classifier, rows, count);
    const digits = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength);
    const found: FoundId[] = [];
    for (let i = 0; i < count; i++) {
      if (!all && verdicts?.verdicts[i] !== Verdict.valid) continue;
      const offset = base + starts[i];
      found.push({
        text: digits.toString("latin1", ID_DIGITS * i, ID_DIGITS * (i + 1)),
        line: line + lines[i],
        column: offset - (lineStarts[i] === NO_LINE_START ? lineStart : base + lineStarts[i]) + 1,
        offset,
        verdict: verdicts && nameVerdict(verdicts, i, this.#namespaces),
      });
    }
    return found;
  }
}

/** The position of a search in a text. */
interface Cursor {
  /** How many bytes of the text come before the window: -1 at its start, because the window begins with a byte that is not part of the text. */
  base: number;
  /** The line, from 1. */
  line: number;
  /** How many bytes of the text come before that line. */
  lineStart: number;
}

function advance(cursor: Cursor, { lines, lineStart }: { readonly lines: number; readonly lineStart: number }): void {
  cursor.line += lines;
  if (lineStart !== NO_LINE_START) cursor.lineStart = cursor.base + lineStart;
}

function classified(classifier: Classifier, rows: Uint8Array, count: number): VerdictArrays {
  const verdicts = newVerdicts(count);
  classifyRows(classifier, rows, count, verdicts);
  return verdicts;
}
