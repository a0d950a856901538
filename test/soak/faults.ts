/** Different faults that are printed: the first of them tell enough. */
const MOST_SHOWN = 20;

/** What went wrong in a soak, which goes on: more of it may explain why. */
export class Faults {
  /** How often each came. */
  readonly #counts = new Map<string, number>();

  get count(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  add(fault: string): void {
    this.#counts.set(fault, (this.#counts.get(fault) ?? 0) + 1);
  }

  /** The faults as lines to print. */
  toString(): string {
    const all = [...this.#counts].map(([fault, count]) => `FAULT: ${fault}${count > 1 ? ` (${count} times)` : ""}\n`);
    const more = all.length - MOST_SHOWN;
    return all.slice(0, MOST_SHOWN).join("") + (more > 0 ? `and ${more} other faults\n` : "");
  }
}
