import { letSignalsIn } from "../../check/inputs/stop.js";
import type { Io } from "../io.js";
import { StatusLine } from "../status-line.js";

/** Runs between the turns of a race: handles signals, and updates the progress line. */
export class Turns {
  readonly #io: Io;
  readonly #isShown: boolean;
  readonly #line: StatusLine;
  #percent = -1;

  constructor(io: Io, isShown: boolean) {
    this.#io = io;
    this.#line = new StatusLine(io.stderr);
    this.#isShown = isShown && io.stderr.isTTY;
  }

  /** @throws Stopped if the run was stopped */
  async next(share: number): Promise<void> {
    await letSignalsIn(this.#io.stop);
    const percent = Math.floor(100 * share);
    if (!this.#isShown || percent === this.#percent) return;
    this.#percent = percent;
    await this.#line.show(`${percent} %`);
  }

  /** Clears the progress line. */
  async clear(): Promise<void> {
    await this.#line.clear();
  }
}
