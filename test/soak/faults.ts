/** Faults that are printed: the first of them tell enough. */
const MOST_SHOWN = 20;

/** What went wrong in a soak, which goes on: more of it may explain why. */
export class Faults {
  readonly #first: string[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(fault: string): void {
    this.#count++;
    if (this.#first.length < MOST_SHOWN) this.#first.push(fault);
  }

  /** The faults as lines to print. */
  toString(): string {
    const more = this.#count - this.#first.length;
    return [...this.#first, ...(more > 0 ? [`and ${more} more`] : [])].map((fault) => `FAULT: ${fault}\n`).join("");
  }
}
