import type { Classifier, Engine, PreparedNamespace, Scope, VerdictArrays } from "../../engine/types.js";
import { BASE_SIZE, codeByte, ID_DIGITS } from "../../format/codec.js";
import { decodeHex } from "../../format/hex.js";
import { UNRESTRICTED } from "../../format/jurisdiction.js";
import { Verdict } from "../../format/verdict.js";
import { classifyRows } from "../classify.js";
import { newVerdicts } from "../new-verdicts.js";
import type { Repair } from "../repair.js";
import { Candidates, isSearchable, MOST_CANDIDATES } from "./candidates.js";
import { cleanDigits } from "./clean.js";
import { evidenceAfter, LEAST_EVIDENCE } from "./evidence.js";
import { BASE_DIGITS, TAG_DIGITS } from "./layout.js";
import { LEAST_TAG_DIGITS, matchTag } from "./tag-match.js";

const TAG_BITS = 4 * TAG_DIGITS;
/** The maximum number of keys that can verify one ID: the root key, and that of the jurisdiction with the code in the ID. */
const MOST_KEYS = 2;

const encoder = /* @__PURE__ */ new TextEncoder();
const decoder = /* @__PURE__ */ new TextDecoder();

/** The result of the first step: a repair, or digits for a search of the first half. */
export interface Findings {
  readonly repair?: Repair;
  readonly toSearch?: string;
}

/**
 * Finds the ID that a damaged text was. A candidate must be proved by a tag; if two different candidates are, there is no
 * result.
 */
export class Repairer {
  readonly #classifier: Classifier;
  readonly #scopes: readonly { readonly scope: Scope; readonly prepared: PreparedNamespace }[];
  readonly #candidates = new Candidates();
  readonly #results: VerdictArrays = newVerdicts(MOST_CANDIDATES);
  readonly #base = new Uint8Array(BASE_SIZE);

  /**
   * @param engine the engine that hashes
   * @param scopes the namespaces whose IDs are searched for
   * @param classifier a classifier of this engine for these scopes
   */
  constructor(engine: Engine, scopes: readonly Scope[], classifier: Classifier) {
    this.#classifier = classifier;
    this.#scopes = scopes.map((scope) => ({ scope, prepared: engine.prepare(scope.keys) }));
  }

  /** The ID that a text was, if that can be proved; `undefined` for a text that is a valid ID. */
  repair(text: string): Repair | undefined {
    const { repair, toSearch } = this.look(text);
    return toSearch === undefined ? repair : this.search(toSearch);
  }

  /** The cheap step: cleans the text, verifies it, and compares its second half with the tag under each key. */
  look(text: string): Findings {
    const digits = cleanDigits(text);
    if (digits.length === ID_DIGITS) {
      encoder.encodeInto(digits, this.#candidates.rows);
      const verdict = this.#classify(1).verdicts[0];
      if (verdict === Verdict.valid && text.toLowerCase() !== digits) {
        return { repair: this.#resultAt(0, "cleaned", evidenceAfter(TAG_BITS, this.#idsOf(digits).length)) };
      }
      if (verdict === Verdict.valid || verdict === Verdict.wrongJurisdiction) return {};
    }
    const repair = this.#matchTags(digits);
    if (repair !== undefined) return { repair };
    return isSearchable(digits) ? { toSearch: digits } : {};
  }

  /** Tries each single fault in the first half: about 500 HMACs for each namespace. @param digits the digits from {@link look} */
  search(digits: string): Repair | undefined {
    const count = this.#candidates.write(digits);
    const { verdicts } = this.#classify(count);
    // One more attempt for the stored text itself.
    const attempts = (1 + count) * MOST_KEYS * this.#scopes.length;
    let found: Repair | undefined;
    for (let i = 0; i < count; i++) {
      if (verdicts[i] !== Verdict.valid) continue;
      // All candidates differ.
      if (found !== undefined) return undefined;
      const how = Candidates.kindOf(digits, this.#digitsAt(i));
      found = this.#resultAt(i, how, evidenceAfter(TAG_BITS, attempts));
    }
    return found;
  }

  /** Computes the tag of the first half under each key, and compares the stored second half with it. */
  #matchTags(digits: string): Repair | undefined {
    const stored = digits.slice(BASE_DIGITS);
    // For speed: no tag matches fewer digits, or more.
    if (stored.length < LEAST_TAG_DIGITS || stored.length > TAG_DIGITS + 1) return undefined;
    const ids = this.#idsOf(digits);
    let found: Repair | undefined;
    for (const id of ids) {
      const match = matchTag(stored, id.slice(BASE_DIGITS));
      if (match === undefined) continue;
      const bits = evidenceAfter(match.bits, ids.length);
      if (bits < LEAST_EVIDENCE) continue;
      encoder.encodeInto(id, this.#candidates.rows);
      if (this.#classify(1).verdicts[0] !== Verdict.valid) continue;
      if (found !== undefined && found.id !== id) return undefined;
      found ??= this.#resultAt(0, match.how, bits);
    }
    return found;
  }

  /**
   * The ID that each key gives for the base in the first half; jurisdictions are included only if the base has their code.
   * Empty if the first half is damaged.
   */
  #idsOf(digits: string): string[] {
    const base = this.#base;
    const ids: string[] = [];
    if (!decodeHex(digits.slice(0, BASE_DIGITS), base)) return ids;
    const carried = codeByte(base);
    for (const { scope, prepared } of this.#scopes) {
      const { keys, code } = scope;
      if (code === UNRESTRICTED) ids.push(prepared.unique(base, UNRESTRICTED));
      const isOpen = code === UNRESTRICTED || code === carried;
      if (isOpen && keys.jurisdictions.has(carried)) ids.push(prepared.unique(base, carried));
    }
    return ids;
  }

  #classify(count: number): VerdictArrays {
    classifyRows(this.#classifier, this.#candidates.rows, count, this.#results);
    return this.#results;
  }

  #digitsAt(index: number): string {
    return decoder.decode(this.#candidates.rows.subarray(index * ID_DIGITS, (index + 1) * ID_DIGITS));
  }

  #resultAt(index: number, how: Repair["how"], evidenceBits: number): Repair {
    const { namespaces, jurisdictions } = this.#results;
    return {
      id: this.#digitsAt(index),
      namespace: namespaces[index],
      jurisdiction: jurisdictions[index],
      how,
      evidenceBits,
    };
  }
}
