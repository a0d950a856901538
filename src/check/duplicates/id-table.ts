import { ID_SIZE } from "../../format/codec.js";

const WORDS = ID_SIZE / Uint32Array.BYTES_PER_ELEMENT;
/** Places of the table: 8 MB of IDs and 1 MB of counts. */
const PLACES = 1 << 18;
/** More IDs than that make a table slow. */
const MOST_IDS = (3 * PLACES) / 4;

/** Counts how often each of some 200,000 IDs occurs. */
export class IdTable {
  readonly #words = new Uint32Array(PLACES * WORDS);
  readonly #counts = new Uint32Array(PLACES);
  distinct = 0;
  repeated = 0;
  surplus = 0;

  clear(): void {
    this.#counts.fill(0);
    this.distinct = 0;
    this.repeated = 0;
    this.surplus = 0;
  }

  /**
   * Counts the ID of eight words at `at`.
   * @returns whether there was room for it
   */
  add(ids: Uint32Array, at: number): boolean {
    // The end of a tag is as good as any hash.
    let place = ids[at + WORDS - 1] % PLACES;
    while (this.#counts[place] !== 0) {
      if (this.#holds(place, ids, at)) {
        if (this.#counts[place]++ === 1) this.repeated++;
        this.surplus++;
        return true;
      }
      place = (place + 1) % PLACES;
    }
    if (this.distinct === MOST_IDS) return false;
    for (let i = 0; i < WORDS; i++) this.#words[place * WORDS + i] = ids[at + i];
    this.#counts[place] = 1;
    this.distinct++;
    return true;
  }

  #holds(place: number, ids: Uint32Array, at: number): boolean {
    for (let i = 0; i < WORDS; i++) if (this.#words[place * WORDS + i] !== ids[at + i]) return false;
    return true;
  }
}
