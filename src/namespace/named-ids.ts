import type { PreparedNamespace } from "../engine/types.js";
import type { JurisdictionTable } from "../format/jurisdiction.js";
import type { IdState } from "./id.js";

/** The maximum number of cached names. When it is reached, the cache is cleared: names in use soon return. */
const MOST_NAMES = 4096;
/** The longest cached name, in UTF-16 units: with its ID it takes 300 bytes. */
const LONGEST = 64;
/** Of this many new names, one is cached, chosen at random. */
const KEEP_ONE_OF = 4;
/** While hardly any name repeats, one of this many calls looks in the cache. */
const LOOK_ONE_OF = 64;
/** How many cache misses one cache hit makes up for. */
const PAYS_FOR = 4;
const FIRST_CREDIT = 256;
const MOST_CREDIT = 1024;

/**
 * The IDs of names, under one key. IDs of repeated names are cached: at most 4,096 for each jurisdiction, which take 1.3
 * MB. Names that don't repeat are hardly slower: most of them are not cached, and while nearly all names are new, most
 * calls skip the cache.
 */
export class NamedIds {
  readonly #prepared: PreparedNamespace;
  readonly #table: JurisdictionTable;
  /** By the code of the jurisdiction. */
  readonly #kept: Map<string, IdState>[] = [];
  #credit = FIRST_CREDIT;
  #random = 1;

  constructor(prepared: PreparedNamespace, table: JurisdictionTable) {
    this.#prepared = prepared;
    this.#table = table;
  }

  /** The ID of a name in the jurisdiction with this code. */
  get(name: string, code: number): IdState {
    const isLookedUp = name.length <= LONGEST && (this.#credit > 0 || this.#isOneOf(LOOK_ONE_OF));
    if (!isLookedUp) return this.#derive(name, code);
    this.#kept[code] ??= new Map();
    const kept = this.#kept[code];
    const known = kept.get(name);
    if (known !== undefined) {
      if (this.#credit < MOST_CREDIT) this.#credit += PAYS_FOR;
      return known;
    }
    this.#credit--;
    if (!this.#isOneOf(KEEP_ONE_OF)) return this.#derive(name, code);
    if (kept.size === MOST_NAMES) kept.clear();
    // A copy of the name: it may be a slice, which would keep the whole string that it was cut from alive.
    const copy: string = JSON.parse(JSON.stringify(name));
    const state = this.#derive(copy, code);
    kept.set(copy, state);
    return state;
  }

  #derive(name: string, code: number): IdState {
    return {
      digits: this.#prepared.named(name, code),
      jurisdiction: this.#table.nameOf(code),
      givenName: name,
      issuer: this.#prepared,
    };
  }

  /** Returns true once in `count` calls, by a linear congruential generator, so that patterns of names don't interfere. */
  #isOneOf(count: number): boolean {
    this.#random = (Math.imul(this.#random, 1664525) + 1013904223) | 0;
    return (this.#random >>> 16) % count === 0;
  }
}
