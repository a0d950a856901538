import { ID_SIZE } from "../../format/codec.js";

const WORDS = ID_SIZE / Uint32Array.BYTES_PER_ELEMENT;
/** Places of the table, a power of two: 8 MB of IDs and 1 MB of counts. */
const PLACES = 1 << 18;
/** More IDs than that make a table slow. */
const MOST_IDS = (3 * PLACES) / 4;

/** Counts how often each of some 200,000 IDs occurs, and marks some of them. */
export class IdTable {
  readonly #words = new Uint32Array(PLACES * WORDS);
  /** Reads words in the order of their bytes, which is that of the IDs. */
  readonly #view = new DataView(this.#words.buffer);
  readonly #counts = new Uint32Array(PLACES);
  readonly #isMarked = new Uint8Array(PLACES);
  /** Random, so that nobody can make IDs that all collide: they would take hours. */
  readonly #seed = Math.floor(Math.random() * 2 ** 32);
  /** Different IDs. */
  distinct = 0;
  /** Those of them that occur more than once. */
  repeated = 0;
  /** Occurrences but the first of each ID. */
  surplus = 0;
  /** Different IDs that are marked. */
  marked = 0;

  clear(): void {
    this.#counts.fill(0);
    this.#isMarked.fill(0);
    this.distinct = 0;
    this.repeated = 0;
    this.surplus = 0;
    this.marked = 0;
  }

  /**
   * Counts the ID of eight words at `at`.
   * @returns whether there was room for it
   */
  add(ids: Uint32Array, at: number): boolean {
    const place = this.#find(ids, at);
    if (this.#counts[place] !== 0) {
      if (this.#counts[place]++ === 1) this.repeated++;
      this.surplus++;
      return true;
    }
    if (this.distinct === MOST_IDS) return false;
    for (let i = 0; i < WORDS; i++) this.#words[place * WORDS + i] = ids[at + i];
    this.#counts[place] = 1;
    this.distinct++;
    return true;
  }

  /**
   * Marks the ID of eight words at `at`.
   * @returns whether it is in the table
   */
  mark(ids: Uint32Array, at: number): boolean {
    const place = this.#find(ids, at);
    if (this.#counts[place] === 0) return false;
    if (this.#isMarked[place] === 0) this.marked++;
    this.#isMarked[place] = 1;
    return true;
  }

  /** The IDs that are not marked, as digits, in their order. */
  *unmarked(): Generator<string> {
    const places = new Uint32Array(this.distinct - this.marked);
    let count = 0;
    for (let place = 0; place < PLACES; place++) {
      if (this.#counts[place] > 0 && this.#isMarked[place] === 0) places[count++] = place;
    }
    const bytes = Buffer.from(this.#words.buffer);
    for (const place of places.sort((a, b) => this.#compare(a, b))) {
      yield bytes.toString("hex", place * ID_SIZE, (place + 1) * ID_SIZE);
    }
  }

  /** The order of the IDs at two places. */
  #compare(a: number, b: number): number {
    for (let i = 0; i < WORDS; i++) {
      const at = i * Uint32Array.BYTES_PER_ELEMENT;
      const difference = this.#view.getUint32(a * ID_SIZE + at) - this.#view.getUint32(b * ID_SIZE + at);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  /** The place of an ID, or the free one where it would go. */
  #find(ids: Uint32Array, at: number): number {
    let place = this.#hash(ids, at) % PLACES;
    while (this.#counts[place] !== 0 && !this.#holds(place, ids, at)) place = (place + 1) % PLACES;
    return place;
  }

  #hash(ids: Uint32Array, at: number): number {
    let hash = this.#seed;
    for (let i = 0; i < WORDS; i++) {
      hash = Math.imul(hash ^ ids[at + i], 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash >>> 0;
  }

  #holds(place: number, ids: Uint32Array, at: number): boolean {
    for (let i = 0; i < WORDS; i++) if (this.#words[place * WORDS + i] !== ids[at + i]) return false;
    return true;
  }
}
