import type { PreparedNamespace } from "../engine/types.js";
import type { JurisdictionTable } from "../format/jurisdiction.js";
import type { IdState } from "./id.js";

/** The most names that are kept. When there are as many, all are dropped: those in use soon come again. */
const MOST_NAMES = 4096;
/** UTF-16 units of the longest name that is kept: with its ID it takes 300 bytes. */
const LONGEST = 64;
/** One of as many names that come is kept, which one being left to chance. */
const KEEP_ONE_OF = 4;
/** While hardly any name comes again, one call of as many looks among the kept. */
const LOOK_ONE_OF = 64;
/** How many names that are not kept are made up for by one that is. */
const PAYS_FOR = 4;
const FIRST_CREDIT = 256;
const MOST_CREDIT = 1024;

/**
 * The IDs of names, under one key. Those of names that come again are kept: at most 4,096 for each jurisdiction, which
 * take 1.3 MB. A name that comes once is hardly slower for it: most of them are not kept, and while they are nearly all
 * that comes, most calls don't look.
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

  /** The ID of a name in the jurisdiction of a code. */
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
    // A copy of the name: it may be a slice, which would keep all of the text that it was cut from.
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

  /** True once in `count` calls, by a linear congruential generator, so that no pattern of names matches it. */
  #isOneOf(count: number): boolean {
    this.#random = (Math.imul(this.#random, 1664525) + 1013904223) | 0;
    return (this.#random >>> 16) % count === 0;
  }
}
