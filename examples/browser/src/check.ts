import { type Tally, type Validator, Verdict } from "durable-id";

/** The maximum number of faults to show. */
export const MOST_FAULTS = 100;
/** The maximum number of bytes of a line to show. */
const SHOWN = 80;
/** The interval between progress reports, in ms. */
const PAUSE = 100;

/** A line that is not a valid ID. */
export interface Fault {
  /** Counted from 1. */
  readonly line: number;
  readonly verdict: Verdict;
  /** The line, or its beginning. */
  readonly text: string;
  /** The line's length, in bytes. */
  readonly length: number;
}

/** The results for the lines read so far. */
export interface Outcome {
  readonly tally: Tally;
  /** The first faults. */
  readonly faults: readonly Fault[];
}

/** The position of a fault. Its text is read at the end, for the faults that are shown. */
type Place = Omit<Fault, "text"> & { readonly offset: number };

/**
 * Checks each line of a file, or of text in a Blob, as a stream, in constant memory.
 * @param onProgress called regularly with the part that has been read, from 0 to 1, and the number of lines
 * @throws the signal's reason when it aborts, and errors of reading the file
 */
export async function checkLines(
  input: Blob,
  validator: Validator,
  signal: AbortSignal,
  onProgress: (part: number, lines: number) => void,
): Promise<Outcome> {
  const tally: Tally = { total: 0, valid: 0, malformed: 0, foreign: 0, wrongJurisdiction: 0 };
  const places: Place[] = [];
  const reader = input.stream().pipeThrough(validator.records(), { signal }).getReader();
  let told = performance.now();

  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const { verdicts, offsets, lengths, lines } = value;
    for (let i = 0; i < verdicts.length && places.length < MOST_FAULTS; i++) {
      if (verdicts[i] === Verdict.valid) continue;
      places.push({
        line: lines[i],
        verdict: verdicts[i] as Verdict,
        offset: offsets[i],
        length: lengths[i],
      });
    }
    add(tally, value.tally);
    if (performance.now() - told >= PAUSE) {
      onProgress((offsets.at(-1) ?? 0) / input.size, tally.total);
      // Lets the page render and handle clicks.
      await new Promise((resolve) => setTimeout(resolve));
      told = performance.now();
    }
  }
  return { tally, faults: await Promise.all(places.map((place) => withText(place, input))) };
}

function add(sum: Tally, more: Tally): void {
  sum.total += more.total;
  sum.valid += more.valid;
  sum.malformed += more.malformed;
  sum.foreign += more.foreign;
  sum.wrongJurisdiction += more.wrongJurisdiction;
}

async function withText({ offset, ...fault }: Place, input: Blob): Promise<Fault> {
  const text = await input.slice(offset, offset + Math.min(fault.length, SHOWN)).text();
  return { ...fault, text };
}
