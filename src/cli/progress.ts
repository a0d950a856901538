import type { Input } from "../check/inputs/input.js";
import type { Counts } from "../check/sinks/counts.js";
import { formatCount, formatEstimate, formatSize } from "../text/quantities.js";
import type { Io } from "./io.js";
import { StatusLine } from "./status-line.js";

/** Milliseconds between two lines: fast enough to look alive, slow enough to be read. */
const INTERVAL = 250;

/** Shows on a terminal how far a run is. */
export class Progress {
  readonly #line: StatusLine;
  readonly #now: () => number;
  readonly #counts: Counts;
  readonly #inputs: readonly Input[];
  readonly #start: number;
  readonly #recordsAtStart: number;
  #bytesAtStart: number | undefined;
  #shownAt: number;

  constructor(io: Io, counts: Counts, inputs: readonly Input[]) {
    this.#line = new StatusLine(io.stderr);
    this.#now = io.now;
    this.#counts = counts;
    this.#inputs = inputs;
    this.#start = io.now();
    this.#shownAt = this.#start;
    this.#recordsAtStart = counts.tally().total;
  }

  /** Shows how far the run is, if it is time to. */
  update(input: Input): void {
    const now = this.#now();
    // What an earlier run has done says nothing about how fast this one is.
    this.#bytesAtStart ??= this.#recordsAtStart > 0 ? this.#bytesUntil(input) : 0;
    if (now - this.#shownAt < INTERVAL) return;
    this.#shownAt = now;
    const bytes = this.#bytesUntil(input);
    const seconds = (now - this.#start) / 1000;
    const { total } = this.#counts.tally();
    const parts = [formatSize(bytes), `${formatCount((total - this.#recordsAtStart) / seconds)} IDs/s`];
    const all = this.#bytesOfAll();
    if (all !== undefined && all > 0) {
      const done = Math.min(1, bytes / all);
      parts.splice(1, 0, `${Math.floor(100 * done)} %`);
      const perSecond = (bytes - this.#bytesAtStart) / seconds;
      if (perSecond > 0) parts.push(`${formatEstimate((all - bytes) / perSecond)} left`);
    }
    // The run doesn't wait for it, and loses nothing if it can't be shown.
    this.#line.show(parts.join("  ")).catch(() => undefined);
  }

  /** Takes the line away. */
  async clear(): Promise<void> {
    await this.#line.clear();
  }

  #bytesUntil(input: Input): number {
    let bytes = input.bytesRead;
    for (const before of this.#inputs.slice(0, this.#inputs.indexOf(input)))
      bytes += before.file?.size ?? before.bytesRead;
    return bytes;
  }

  /** The size of all inputs; unknown if one of them has no end yet. */
  #bytesOfAll(): number | undefined {
    let bytes = 0;
    for (const { file } of this.#inputs) {
      if (file === undefined) return undefined;
      bytes += file.size;
    }
    return bytes;
  }
}
