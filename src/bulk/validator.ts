import { ID_DIGITS } from "../codec.js";
import { type EngineChoice, selectEngine } from "../engine/select.js";
import type { Classifier, EngineName, Verdicts } from "../engine/types.js";
import { argumentError, ErrorCode, rangeError } from "../errors.js";
import { type DurableObjectNamespace, namespaceState } from "../namespace.js";
import { NO_NAMESPACE, Verdict } from "../verdict.js";
import { joinIds, writeRows } from "./ingest.js";

/** How many IDs got each verdict; `total` is the sum of the other four. */
export interface Tally {
  total: number;
  valid: number;
  malformed: number;
  foreign: number;
  wrongJurisdiction: number;
}

/** What a check says of each ID, at the ID's index. The arrays are the validator's own: its next check writes them again. */
export interface BulkResult extends Verdicts {
  readonly tally: Tally;
}

/** Validates stored IDs by the thousand. */
export interface Validator {
  /** The engine that does the work. */
  readonly engine: EngineName;
  /**
   * Validates any number of IDs: strings, or rows of 64 ASCII bytes without gaps. Never throws for an ID: what is no
   * string is malformed, like any string that is not 64 hex digits.
   * @throws RangeError (`ERR_DO_BATCH`) for bytes that are not a whole number of rows, TypeError (`ERR_DO_ARGUMENT`) for
   * anything but an array of strings or bytes
   */
  check(ids: readonly string[] | Uint8Array): BulkResult;
}

/** Options of {@link createValidator}. */
export interface ValidatorOptions {
  /** What does the hashing; by default the engine of the first namespace. */
  engine?: EngineChoice | undefined;
}

/**
 * A validator over namespaces and subnamespaces. The first in the list in which an ID is valid has it; where none is,
 * the first subnamespace whose parent would take it makes it `wrongJurisdiction`, and otherwise it is `foreign`.
 * @param namespaces one or several, up to 65,535
 * @throws RangeError (`ERR_DO_BATCH`) for none or too many, TypeError (`ERR_DO_ARGUMENT`) for anything but a list
 *
 * @example
 * const validator = createValidator([rooms, carts.jurisdiction("eu")]);
 * const { codes, tally } = validator.check(ids);
 * const good = ids.filter((_, i) => codes[i] === Verdict.valid);
 */
export function createValidator(
  namespaces: readonly DurableObjectNamespace<unknown, unknown>[],
  options?: ValidatorOptions | null,
): Validator {
  if (!Array.isArray(namespaces))
    throw argumentError("createValidator", "durable-id/bulk", 1, "DurableObjectNamespace[]");
  if (namespaces.length === 0 || namespaces.length > NO_NAMESPACE) {
    throw rangeError(
      ErrorCode.batch,
      `A validator takes 1 to ${NO_NAMESPACE} namespaces; these are ${namespaces.length}.`,
    );
  }
  // Not `map`, which would leave a hole a hole.
  const states = Array.from(namespaces, (namespace) => namespaceState(namespace));
  const choice = options?.engine;
  const engine = choice === undefined ? states[0].engine : selectEngine(choice);
  return new BatchValidator(engine.name, engine.classifier(states));
}

class BatchValidator implements Validator {
  readonly engine: EngineName;
  readonly #classifier: Classifier;
  #results: Verdicts | undefined;

  constructor(engine: EngineName, classifier: Classifier) {
    this.engine = engine;
    this.#classifier = classifier;
  }

  check(ids: readonly string[] | Uint8Array): BulkResult {
    if (!(ids instanceof Uint8Array || Array.isArray(ids))) {
      throw argumentError("check", "Validator", 1, "string[] or Uint8Array");
    }
    const count = ids instanceof Uint8Array ? rowCount(ids) : ids.length;
    const results = this.#results && hasRoom(this.#results, count) ? this.#results : allocate(count);
    // A check within this one, by a getter of `ids`, is to find none of our arrays.
    this.#results = undefined;
    this.#classifyAll(ids, count, results);
    this.#results = results;
    const codes = results.codes.subarray(0, count);
    return {
      codes,
      namespaces: results.namespaces.subarray(0, count),
      jurisdictions: results.jurisdictions.subarray(0, count),
      tally: tallyOf(codes),
    };
  }

  #classifyAll(ids: readonly string[] | Uint8Array, count: number, results: Verdicts): void {
    const classifier = this.#classifier;
    for (let from = 0; from < count; from += classifier.capacity) {
      const to = Math.min(from + classifier.capacity, count);
      if (ids instanceof Uint8Array) {
        classifier.rows().set(ids.subarray(from * ID_DIGITS, to * ID_DIGITS));
      } else {
        const pieces = joinIds(ids, from, to);
        writeRows(pieces, classifier.rows());
      }
      classifier.run(to - from, results, from);
    }
  }
}

function allocate(count: number): Verdicts {
  return {
    codes: new Uint8Array(count),
    namespaces: new Uint16Array(count),
    jurisdictions: new Uint8Array(count),
  };
}

/** Whether arrays are still there for so many results: their owner may have transferred one to another thread. */
function hasRoom({ codes, namespaces, jurisdictions }: Verdicts, count: number): boolean {
  return count > 0 && Math.min(codes.length, namespaces.length, jurisdictions.length) >= count;
}

function rowCount(rows: Uint8Array): number {
  if (rows.length % ID_DIGITS === 0) return rows.length / ID_DIGITS;
  throw rangeError(
    ErrorCode.batch,
    `Rows of IDs are ${ID_DIGITS} bytes each; ${rows.length} bytes are no whole number.`,
  );
}

function tallyOf(codes: Uint8Array): Tally {
  const counts = [0, 0, 0, 0];
  for (const code of codes) counts[code]++;
  return {
    total: codes.length,
    valid: counts[Verdict.valid],
    malformed: counts[Verdict.malformed],
    foreign: counts[Verdict.foreign],
    wrongJurisdiction: counts[Verdict.wrongJurisdiction],
  };
}
