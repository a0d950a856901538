import { letSignalsIn } from "../input/stop.js";
import type { Io } from "../io.js";

/** Goes to the start of the line, and clears it. */
const CLEAR = "\r\u001b[K";

/** What happens before the turns of a race: signals are heard, and a terminal shows how far it is. */
export class Turns {
  readonly #io: Io;
  readonly #isShown: boolean;
  #percent = -1;

  constructor(io: Io, isShown: boolean) {
    this.#io = io;
    this.#isShown = isShown && io.stderr.isTTY;
  }

  /** @throws Stopped if the run has been asked to stop */
  async next(share: number): Promise<void> {
    await letSignalsIn(this.#io.stop);
    const percent = Math.floor(100 * share);
    if (!this.#isShown || percent === this.#percent) return;
    this.#percent = percent;
    await this.#io.stderr.write(`${CLEAR}${percent} %`);
  }

  /** Takes the line away. */
  async clear(): Promise<void> {
    if (this.#percent >= 0) await this.#io.stderr.write(CLEAR);
  }
}
