import { formatCount } from "../text/quantities.js";
import type { Io } from "./io.js";
import { StatusLine } from "./status-line.js";

/** The interval between two updates in milliseconds. */
const INTERVAL = 250;
/** How many objects are compared between two checks of the clock. */
const OBJECTS = 1000;
/** How many digits of an ID are used to estimate the progress: the digits of IDs are evenly distributed. */
const DIGITS = 4;

/** Shows the progress of a comparison on a terminal, based on the order of the IDs. */
export class CompareProgress {
  readonly #line: StatusLine;
  readonly #now: () => number;
  #objects = 0;
  #shownAt = 0;

  constructor(io: Io) {
    this.#line = new StatusLine(io.stderr);
    this.#now = io.now;
  }

  /** Called when an object was compared. Updates the line if the interval has passed. */
  update(id: string): void {
    if (this.#objects++ % OBJECTS !== 0) return;
    const now = this.#now();
    if (now - this.#shownAt < INTERVAL) return;
    this.#shownAt = now;
    const share = Number.parseInt(id.slice(0, DIGITS), 16) / 16 ** DIGITS;
    const text = `comparing  ${Math.floor(100 * share)} %  ${formatCount(this.#objects)} objects`;
    // The comparison doesn't wait for the line, and ignores a failure to show it.
    this.#line.show(text).catch(() => undefined);
  }

  /** Clears the line. */
  async clear(): Promise<void> {
    await this.#line.clear();
  }
}
