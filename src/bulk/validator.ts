import { createClassifier, selectEngine } from "../engine/select.js";
import type { Classifier, Engine, EngineChoice, EngineName, Scope, Verdicts } from "../engine/types.js";
import { isUint8Array, isUint16Array } from "../format/bytes.js";
import { ID_DIGITS } from "../format/codec.js";
import { argumentError, ErrorCode, rangeError } from "../format/errors.js";
import { NO_NAMESPACE } from "../format/verdict.js";
import { namespaceArgument } from "../namespace/holder.js";
import type { DurableObjectNamespace } from "../namespace/namespace.js";
import { classifyRows } from "./classify.js";
import { joinIds, writeRows } from "./ingest.js";
import { newVerdicts } from "./new-verdicts.js";
import { type RecordsOptions, resolveFormat } from "./records/options.js";
import type { RecordTransformer } from "./records/stream.js";
import { Repairer } from "./repair/repairer.js";
import type { Repair } from "./repair.js";
import type { BulkResult, RecordResults } from "./results.js";
import { tallyOf } from "./tally.js";

/** The parameter that the errors of {@link createValidator} name. */
const PARAMETER = ["createValidator", "durable-id", 1, "DurableObjectNamespace[]"] as const;

/** Validates stored IDs by the thousand. */
export interface Validator {
  /** The engine that hashes. */
  readonly engine: EngineName;
  /**
   * Validates any number of IDs: strings, or rows of 64 ASCII bytes without gaps. Never throws for an ID: a value that
   * is not a string is malformed, like any string that is not 64 hex digits.
   * @param ids an array of strings, or ASCII bytes whose length is a multiple of 64
   * @param into arrays to write into, with room for at least as many results; by default the result has new arrays
   * @returns a verdict for each ID, at its index: with `into`, in views of these arrays that are as long as `ids`
   * @throws RangeError (`ERR_DO_BATCH`) for bytes whose number is not a multiple of 64, and for arrays that are too
   * short; TypeError (`ERR_DO_ARGUMENT`) for an argument of another type
   */
  check(ids: readonly string[] | Uint8Array, into?: Verdicts | null): BulkResult;
  /**
   * Returns a stream that reads bytes and returns the verdicts of their records, for files and sockets of any size. Chunks
   * can be cut anywhere; a byte order mark is skipped; a record of any length takes a bounded amount of memory. A record
   * without an ID, or of more than 4 MB (a line of text: 64 KB), is malformed. The caller owns the results.
   *
   * The stream fails with a TypeError (`ERR_DO_ARGUMENT`) for a chunk that is not a `Uint8Array`, and with an Error
   * (`ERR_DO_RECORDS`) for an input that can't be read in its format: a missing column, a quote that is never closed, no
   * record with the field.
   * @param options the format of the records, and where the ID is in them; by default each line of text is an ID
   * @throws RangeError (`ERR_DO_RECORDS_OPTION`) for options that don't fit together
   *
   * @example
   * ```js
   * import { createValidator, DurableObjectNamespace } from "durable-id";
   *
   * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
   * const csv = `user,session_id\nann,${rooms.idFromName("lobby")}\nbob,nonsense\n`;
   * const records = createValidator([rooms]).records({ format: "csv", field: "session_id" });
   * let valid = 0;
   * for await (const { tally } of new Blob([csv]).stream().pipeThrough(records)) valid += tally.valid;
   * valid; // → 1
   * ```
   */
  records(options?: RecordsOptions): TransformStream<Uint8Array, RecordResults>;
  /**
   * Returns the ID that a damaged text was, if its tag proves it: one that was quoted or truncated, or that has a wrong,
   * missing or swapped digit. Computes up to 512 HMACs for each namespace.
   *
   * **Only for your own stored data.** Never accept a repaired ID from a client: an ID that is nearly right is invalid.
   * @param text the stored text
   * @returns the ID and how it was found; `undefined` for a text that is a valid ID of these namespaces, and for one that
   * can't be repaired with proof. Values other than strings can't be repaired
   *
   * @example
   * ```js
   * import { createValidator, DurableObjectNamespace } from "durable-id";
   *
   * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
   * const id = String(rooms.idFromName("lobby"));
   * const repair = createValidator([rooms]).repair(id.slice(0, 60));
   * repair?.id === id; // → true
   * repair?.how; // → "completed"
   * repair?.evidenceBits; // → 112
   * ```
   */
  repair(text: string): Repair | undefined;
}

/** Options of {@link createValidator}. */
export interface ValidatorOptions {
  /** The engine that hashes; by default the engine of the first namespace. */
  engine?: EngineChoice | undefined;
}

/**
 * Creates a validator for namespaces and subnamespaces. An ID belongs to the first in the list in which it is valid. An ID
 * that is valid in none is `wrongJurisdiction` if the parent of a subnamespace accepts it, and otherwise `foreign`.
 * @param namespaces 1 to 65,535 namespaces
 * @param options the engine, if it should differ from that of the first namespace
 * @throws RangeError (`ERR_DO_BATCH`) for an empty list or too many namespaces, TypeError (`ERR_DO_ARGUMENT`) for anything
 * but a list of namespaces of this library
 *
 * @example
 * ```js
 * import { createValidator, DurableObjectNamespace, Verdict } from "durable-id";
 *
 * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
 * const carts = new DurableObjectNamespace({ uniqueKey: "my-worker-Cart" });
 * const ids = [String(rooms.idFromName("lobby")), "nonsense", String(carts.idFromName("ann"))];
 *
 * const validator = createValidator([rooms, carts.jurisdiction("eu")]);
 * const { verdicts, tally } = validator.check(ids);
 * ids.filter((_, i) => verdicts[i] === Verdict.valid).length; // → 1
 * verdicts[2] === Verdict.wrongJurisdiction; // → true
 * tally; // → { total: 3, valid: 1, malformed: 1, foreign: 0, wrongJurisdiction: 1 }
 * ```
 */
export function createValidator(
  namespaces: readonly DurableObjectNamespace<unknown, unknown>[],
  options?: ValidatorOptions | null,
): Validator {
  if (!Array.isArray(namespaces)) throw argumentError(...PARAMETER);
  if (namespaces.length === 0 || namespaces.length > NO_NAMESPACE) {
    throw rangeError(ErrorCode.batch, `A validator takes 1 to ${NO_NAMESPACE} namespaces, got ${namespaces.length}.`);
  }
  // Not `map`, which skips holes.
  const states = Array.from(namespaces, (namespace) => namespaceArgument(namespace, ...PARAMETER));
  const choice = options?.engine;
  return new BatchValidator(choice === undefined ? states[0].engine : selectEngine(choice), states);
}

class BatchValidator implements Validator {
  readonly engine: EngineName;
  readonly #classifier: Classifier;
  readonly #createRepairer: () => Repairer;
  #repairer: Repairer | undefined;

  constructor(engine: Engine, scopes: readonly Scope[]) {
    this.engine = engine.name;
    this.#classifier = createClassifier(engine, scopes);
    this.#createRepairer = () => new Repairer(engine, scopes, this.#classifier);
  }

  check(ids: readonly string[] | Uint8Array, into?: Verdicts | null): BulkResult {
    if (!isStrings(ids) && !isUint8Array(ids)) {
      throw argumentError("check", "Validator", 1, "string[] or Uint8Array");
    }
    const count = isStrings(ids) ? ids.length : rowCount(ids);
    const results = into == null ? newVerdicts(count) : viewsOf(into, count);
    this.#classifyAll(ids, count, results);
    return { ...results, tally: tallyOf(results.verdicts) };
  }

  records(options?: RecordsOptions): TransformStream<Uint8Array, RecordResults> {
    const settings = resolveFormat(options);
    const { engine } = this;
    const classifier = this.#classifier;
    // Loaded at its first use, because it has the scanners, which callers of `check` don't need.
    const loading = import("./records/stream.js");
    let records: RecordTransformer | undefined;
    return new TransformStream<Uint8Array, RecordResults>({
      async start() {
        const { RecordTransformer } = await loading;
        records = new RecordTransformer(classifier, engine, settings);
      },
      transform: (chunk, controller) => records?.transform(chunk, controller),
      flush: (controller) => records?.flush(controller),
    });
  }

  repair(text: string): Repair | undefined {
    if (typeof text !== "string") return undefined;
    this.#repairer ??= this.#createRepairer();
    return this.#repairer.repair(text);
  }

  #classifyAll(ids: readonly string[] | Uint8Array, count: number, results: Verdicts): void {
    const classifier = this.#classifier;
    if (!isStrings(ids)) {
      classifyRows(classifier, ids, count, results);
      return;
    }
    for (let from = 0; from < count; from += classifier.capacity) {
      const to = Math.min(from + classifier.capacity, count);
      const pieces = joinIds(ids, from, to);
      writeRows(pieces, classifier.rows());
      classifier.run(to - from, results, from);
    }
  }
}

/** Distinguishes the two forms of a batch. The elements of the array are checked row by row. */
function isStrings(ids: readonly string[] | Uint8Array): ids is readonly string[] {
  return Array.isArray(ids);
}

/** The first `count` elements of arrays that the caller passed. A detached array has no elements. */
function viewsOf({ verdicts, namespaces, jurisdictions }: Verdicts, count: number): Verdicts {
  if (!isUint8Array(verdicts) || !isUint16Array(namespaces) || !isUint8Array(jurisdictions)) {
    throw argumentError("check", "Validator", 2, "Verdicts");
  }
  const room = Math.min(verdicts.length, namespaces.length, jurisdictions.length);
  if (room < count) {
    throw rangeError(ErrorCode.batch, `The arrays to write into must have room for ${count} results, got ${room}.`);
  }
  return {
    verdicts: verdicts.subarray(0, count),
    namespaces: namespaces.subarray(0, count),
    jurisdictions: jurisdictions.subarray(0, count),
  };
}

function rowCount(rows: Uint8Array): number {
  if (rows.length % ID_DIGITS === 0) return rows.length / ID_DIGITS;
  throw rangeError(ErrorCode.batch, `Byte length must be a multiple of ${ID_DIGITS}; got ${rows.length}.`);
}
