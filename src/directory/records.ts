import { createValidator, type Validator } from "../bulk/validator.js";
import { argumentError, ErrorCode, plainError, rangeError, typeError } from "../format/errors.js";
import { Verdict } from "../format/verdict.js";
import type { DurableObjectNamespace } from "../namespace/namespace.js";
import type { ObjectEntry, ObjectRecord, ObjectsRequest } from "./types.js";

/** Vouches for the IDs that are recorded in one namespace. */
export class RecordGuard {
  readonly #namespace: DurableObjectNamespace;
  readonly #validator: Validator;

  constructor(namespace: DurableObjectNamespace) {
    this.#namespace = namespace;
    this.#validator = createValidator([namespace]);
  }

  /**
   * The digits of all records, in lower case. Trust boundary: what a directory holds has come through here.
   * @throws the namespace's own error for the first ID that isn't its
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

/** What an ID is in a listing. */
const LISTED_ID = /^[0-9a-f]{64}$/;

/**
 * The IDs of a page of another listing. Trust boundary: a namespace whose key is known takes only its own.
 * @throws TypeError: `ERR_DO_ID_MALFORMED` for an ID of another form, `ERR_DO_ID_FOREIGN` for one of another key
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

/** What a step of a copy rejects with when another process has made one meanwhile. */
export function changedCopy(namespace: string): Error {
  return plainError(
    ErrorCode.directoryCopy,
    `Another process has changed the copy of namespace ${JSON.stringify(namespace)}: only one can copy it at a time.`,
  );
}

/** What `record` rejects with for a namespace that isn't there. */
export function unknownNamespace(id: string): RangeError {
  return rangeError(ErrorCode.directoryNamespace, `No namespace of this directory has the id ${JSON.stringify(id)}.`);
}

/** What `record` rejects with where the key is secret, and so not in the directory. */
export function missingKey(id: string): Error {
  return plainError(
    ErrorCode.directoryKey,
    `The key of namespace ${id} is secret and not stored: pass it to \`add\` before objects are recorded.`,
  );
}

/** Checks what was asked of `objects` and `namespaces`, whose callers are programs: no bounds but those of sense. */
export function requirePositive(value: number, method: string, position: number): void {
  if (!Number.isSafeInteger(value) || value < 1)
    throw argumentError(method, "Directory", position, "whole number from 1");
}

/** Checks the request of `objects`: its limit, and that it goes in one direction. */
export function requireObjectsRequest({ after, before, limit }: ObjectsRequest): void {
  requirePositive(limit, "objects", 2);
  if (after !== undefined && before !== undefined) {
    throw typeError(ErrorCode.argument, "`objects` takes `after` or `before`, not both.");
  }
}
