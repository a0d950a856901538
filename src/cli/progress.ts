import type { Input } from "../check/inputs/input.js";
import type { Counts } from "../check/sinks/counts.js";
import { formatCount, formatEstimate, formatSize } from "../text/quantities.js";
import type { Io } from "./io.js";
import { StatusLine } from "./status-line.js";

/** The interval between two updates in milliseconds: fast enough to look alive, slow enough to read. */
const INTERVAL = 250;

/** Shows the progress of a run on a terminal. */
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

  /** Updates the line if the interval has passed. */
  update(input: Input): void {
    const now = this.#now();
    // The work of an earlier run is left out of the speed of this one.
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
    // The run doesn't wait for the line, and ignores a failure to show it.
    this.#line.show(parts.join("  ")).catch(() => undefined);
  }

  /** Clears the line. */
  async clear(): Promise<void> {
    await this.#line.clear();
  }

  #bytesUntil(input: Input): number {
    let bytes = input.bytesRead;
    for (const before of this.#inputs.slice(0, this.#inputs.indexOf(input)))
      bytes += before.file?.size ?? before.bytesRead;
    return bytes;
  }

  /** The size of all inputs; undefined if one of them has no known end. */
  #bytesOfAll(): number | undefined {
    let bytes = 0;
    for (const { file } of this.#inputs) {
      if (file === undefined) return undefined;
      bytes += file.size;
    }
    return bytes;
  }
}
