import { truncate } from "../text/printable.js";
import type { Output } from "./io.js";

/** Moves to the start of the line, and clears it. */
const CLEAR = "\r\u001b[K";

/** A line of a terminal that is updated in place. */
export class StatusLine {
  readonly #output: Output;
  #isShown = false;

  constructor(output: Output) {
    this.#output = output;
  }

  async show(text: string): Promise<void> {
    this.#isShown = true;
    // A text of the terminal's full width would start another line, which can't be cleared.
    const { columns } = this.#output;
    await this.#output.write(CLEAR + (columns ? truncate(text, columns - 1) : text));
  }

  /** Clears the line. */
  async clear(): Promise<void> {
    if (this.#isShown) await this.#output.write(CLEAR);
    this.#isShown = false;
  }
}
