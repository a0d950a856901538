import { createValidator, type Validator } from "../bulk/validator.js";
import { argumentError, ErrorCode, plainError, rangeError, typeError } from "../format/errors.js";
import { Verdict } from "../format/verdict.js";
import type { DurableObjectNamespace } from "../namespace/namespace.js";
import type { ObjectEntry, ObjectRecord, ObjectsRequest } from "./types.js";

/** Validates the IDs that are recorded in one namespace. */
export class RecordGuard {
  readonly #namespace: DurableObjectNamespace;
  readonly #validator: Validator;

  constructor(namespace: DurableObjectNamespace) {
    this.#namespace = namespace;
    this.#validator = createValidator([namespace]);
  }

  /**
   * The digits of all records, in lower case. Trust boundary: all IDs in a directory were validated here.
   * @throws the namespace's own error for the first invalid ID
   */
  digitsOf(records: readonly ObjectRecord[]): string[] {
    if (!Array.isArray(records)) throw argumentError("record", "Directory", 2, "ObjectRecord[]");
    const ids = records.map((record) => String(record.id));
    const { verdicts, tally } = this.#validator.check(ids);
    if (tally.valid < tally.total)
      this.#namespace.idFromString(ids[verdicts.findIndex((verdict) => verdict !== Verdict.valid)]);
    return ids.map((id) => id.toLowerCase());
  }
}

/** The form of an ID in a listing. */
const LISTED_ID = /^[0-9a-f]{64}$/;

/**
 * The IDs of a page of another listing. Trust boundary: if the namespace's key is known, all IDs must be valid under it.
 * @throws TypeError: `ERR_DO_ID_MALFORMED` for a malformed ID, `ERR_DO_ID_FOREIGN` for one of another key
 */
export function copiedDigits(
  page: readonly ObjectEntry[],
  namespace: string,
  guard: RecordGuard | undefined,
): string[] {
  const ids = page.map(({ id }) => id);
  const fault = (code: ErrorCode, what: string) =>
    typeError(code, `The copied listing of namespace ${JSON.stringify(namespace)} has an ID that ${what}.`);
  if (!ids.every((id) => LISTED_ID.test(id))) throw fault(ErrorCode.malformed, "is not 64 lower-case hex digits");
  try {
    return guard?.digitsOf(page) ?? ids;
  } catch {
    throw fault(ErrorCode.foreign, "is not valid under this namespace's key");
  }
}

/** The error of a step in a copy that another process has changed. */
export function changedCopy(namespace: string): Error {
  return plainError(
    ErrorCode.directoryCopy,
    `Another process has changed the copy of namespace ${JSON.stringify(namespace)}: only one can copy it at a time.`,
  );
}

/** The error of `record` for an unknown namespace. */
export function unknownNamespace(id: string): RangeError {
  return rangeError(ErrorCode.directoryNamespace, `No namespace of this directory has the id ${JSON.stringify(id)}.`);
}

/** The error of `record` for a secret key, which is not in the directory. */
export function missingKey(id: string): Error {
  return plainError(
    ErrorCode.directoryKey,
    `The key of namespace ${id} is secret and not stored: pass it to \`add\` before recording objects.`,
  );
}

/** Checks a number in a request of `objects` or `namespaces`. Larger limits are up to the caller. */
export function requirePositive(value: number, method: string, position: number): void {
  if (!Number.isSafeInteger(value) || value < 1) throw argumentError(method, "Directory", position, "positive integer");
}

/** Checks a request of `objects`: its limit, and that it has only one direction. */
export function requireObjectsRequest({ after, before, limit }: ObjectsRequest): void {
  requirePositive(limit, "objects", 2);
  if (after !== undefined && before !== undefined) {
    throw typeError(ErrorCode.argument, "`objects` takes `after` or `before`, not both.");
  }
}
