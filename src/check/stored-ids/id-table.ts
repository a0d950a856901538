import { ID_SIZE } from "../../format/codec.js";

const WORDS = ID_SIZE / Uint32Array.BYTES_PER_ELEMENT;
/** The number of places, a power of two: 8 MB of IDs and 1 MB of counts. */
const PLACES = 1 << 18;
/** The maximum number of IDs: a fuller table would be slow. */
const MOST_IDS = (3 * PLACES) / 4;

/** Counts how often each of some 200,000 IDs occurs, and marks some of them. */
export class IdTable {
  readonly #words = new Uint32Array(PLACES * WORDS);
  /** Reads words as big-endian numbers, which have the order of the IDs. */
  readonly #view = new DataView(this.#words.buffer);
  readonly #counts = new Uint32Array(PLACES);
  readonly #isMarked = new Uint8Array(PLACES);
  /** Random, so that an attacker can't choose IDs that all collide, which would take hours. */
  readonly #seed = Math.floor(Math.random() * 2 ** 32);
  /** Different IDs. */
  distinct = 0;
  /** IDs that occur more than once. */
  repeated = 0;
  /** All occurrences except the first of each ID. */
  surplus = 0;
  /** Marked IDs. */
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
   * Counts the ID in the eight words at `at`.
   * @returns whether the table had room for it
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
   * Marks the ID in the eight words at `at`.
   * @returns whether it is in the table
   */
  mark(ids: Uint32Array, at: number): boolean {
    const place = this.#find(ids, at);
    if (this.#counts[place] === 0) return false;
    if (this.#isMarked[place] === 0) this.marked++;
    this.#isMarked[place] = 1;
    return true;
  }

  /** Yields the unmarked IDs as digits, in order. */
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

  /** Compares the IDs at two places. */
  #compare(a: number, b: number): number {
    for (let i = 0; i < WORDS; i++) {
      const at = i * Uint32Array.BYTES_PER_ELEMENT;
      const difference = this.#view.getUint32(a * ID_SIZE + at) - this.#view.getUint32(b * ID_SIZE + at);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  /** The place of an ID, or the free place for it. */
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
