import { formatCount } from "../text/quantities.js";
import type { Io } from "./io.js";
import { StatusLine } from "./status-line.js";

/** Milliseconds between two lines. */
const INTERVAL = 250;
/** Objects between two looks at the clock. */
const OBJECTS = 1000;
/** Digits that tell how far a place in the order of all IDs is: these are spread evenly. */
const DIGITS = 4;

/** Shows on a terminal how far a comparison is, whose objects come in the order of their IDs. */
export class CompareProgress {
  readonly #line: StatusLine;
  readonly #now: () => number;
  #objects = 0;
  #shownAt = 0;

  constructor(io: Io) {
    this.#line = new StatusLine(io.stderr);
    this.#now = io.now;
  }

  /** An object was compared. Shows how far it is, if it is time to. */
  update(id: string): void {
    if (this.#objects++ % OBJECTS !== 0) return;
    const now = this.#now();
    if (now - this.#shownAt < INTERVAL) return;
    this.#shownAt = now;
    const share = Number.parseInt(id.slice(0, DIGITS), 16) / 16 ** DIGITS;
    const text = `comparing  ${Math.floor(100 * share)} %  ${formatCount(this.#objects)} objects`;
    // The comparison doesn't wait for it, and loses nothing if it can't be shown.
    this.#line.show(text).catch(() => undefined);
  }

  /** Takes the line away. */
  async clear(): Promise<void> {
    await this.#line.clear();
  }
}
