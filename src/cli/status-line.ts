import { truncate } from "../text/printable.js";
import type { Output } from "./io.js";

/** Goes to the start of the line, and clears it. */
const CLEAR = "\r\u001b[K";

/** One line of a terminal that is written again and again. */
export class StatusLine {
  readonly #output: Output;
  #isShown = false;

  constructor(output: Output) {
    this.#output = output;
  }

  async show(text: string): Promise<void> {
    this.#isShown = true;
    // A text that fills the terminal's width would begin another line, which can't be cleared.
    const { columns } = this.#output;
    await this.#output.write(CLEAR + (columns ? truncate(text, columns - 1) : text));
  }

  /** Takes the line away. */
  async clear(): Promise<void> {
    if (this.#isShown) await this.#output.write(CLEAR);
    this.#isShown = false;
  }
}
