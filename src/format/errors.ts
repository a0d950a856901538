/**
 * Every error that this library throws is a plain `TypeError`, `RangeError` or `Error`, as in workerd, with an additional
 * `code` that stays the same in all releases, even if the message changes. `docs/errors.md` has the cause and the remedy
 * of each.
 *
 * @example
 * ```js
 * import { DurableObjectNamespace, ErrorCode } from "durable-id";
 *
 * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
 * try {
 *   rooms.idFromString("0".repeat(64));
 * } catch (error) {
 *   error instanceof TypeError && "code" in error && error.code === ErrorCode.foreign; // → true
 * }
 * ```
 */
export const ErrorCode = {
  /**
   * `TypeError`: The value is not 64 hex digits: it is truncated, quoted, prefixed with `0x`, or has white space
   * around it.
   *
   * Remedy: Trim and unquote the stored value. `durable-id inspect` shows what is wrong with it.
   */
  malformed: "ERR_DO_ID_MALFORMED",
  /**
   * `TypeError`: The ID belongs to another namespace, was mistyped, or was made up.
   *
   * Remedy: Check the unique key: it changes when the Worker or the class is renamed. IDs of Cloudflare's production
   * are foreign under every key that is available to you.
   */
  foreign: "ERR_DO_ID_FOREIGN",
  /**
   * `TypeError`: The ID belongs to this namespace, but to another jurisdiction than the subnamespace, or to none.
   *
   * Remedy: Use the namespace itself, or the subnamespace of the right jurisdiction.
   */
  wrongJurisdiction: "ERR_DO_ID_JURISDICTION",
  /**
   * `TypeError`: The bytes are not a packed ID: truncated, too long, or of another version.
   *
   * Remedy: Pass exactly the bytes that `packId` returned.
   */
  packMalformed: "ERR_DO_ID_PACK",
  /**
   * `TypeError`: The name in a packed ID does not give this ID: it was truncated, extended or forged.
   *
   * Remedy: Use the ID without the name: bytes 1 to 32.
   */
  packName: "ERR_DO_ID_PACK_NAME",
  /**
   * `TypeError`: The namespace's table has no such jurisdiction. Names are case-sensitive.
   *
   * Remedy: Use a name from the message, or pass a `jurisdictions` table of your own.
   */
  unknownJurisdiction: "ERR_DO_JURISDICTION_UNKNOWN",
  /**
   * `TypeError`: A jurisdiction was requested from a namespace that is already restricted to one.
   *
   * Remedy: Start from the unrestricted namespace.
   */
  nestedJurisdiction: "ERR_DO_JURISDICTION_NESTED",
  /**
   * `RangeError`: A `jurisdictions` table has a code out of range, a code that occurs twice, or a name that is not
   * ASCII.
   *
   * Remedy: Use each code from 1 to 255 once, and names of printable ASCII without spaces.
   */
  jurisdictionTable: "ERR_DO_JURISDICTION_TABLE",
  /**
   * `TypeError` or `RangeError`: An argument or option is missing, out of range, or of the wrong type. A clone of an
   * ID, and an ID or namespace of a second copy of the library, have the wrong type.
   *
   * Remedy: Pass what the message asks for. Between two copies (`npm ls durable-id` lists them), pass strings or the
   * bytes of `packId`.
   */
  argument: "ERR_DO_ARGUMENT",
  /**
   * `TypeError` or `RangeError`: A namespace's key is missing, given twice, of the wrong type, or not 32 bytes long. Or
   * SQL would contain a secret key.
   *
   * Remedy: Pass either `uniqueKey` (a string) or `key` (a `Uint8Array` of 32 bytes). Pass `parameters` for SQL.
   */
  key: "ERR_DO_KEY",
  /**
   * `RangeError`: The `routingMode` is not `primary-only`.
   *
   * Remedy: Pass `primary-only`, or leave it out.
   */
  routingMode: "ERR_DO_ROUTING_MODE",
  /**
   * `Error`: `get` or `getByName` was called on a namespace that was made without `connect`.
   *
   * Remedy: Pass `connect` to the constructor, or use `host` of `durable-id/host`.
   */
  noConnect: "ERR_DO_NO_CONNECT",
  /**
   * `RangeError`: The option `randomBytes` returned another number of bytes than it was asked for.
   *
   * Remedy: Return a `Uint8Array` of the requested length.
   */
  randomBytes: "ERR_DO_RANDOM_BYTES",
  /**
   * `TypeError`: A method was called on something that is not an object of its class: on a `Proxy`, on a clone, or
   * detached from its object.
   *
   * Remedy: Call methods on their object.
   */
  illegalInvocation: "ERR_DO_ILLEGAL_INVOCATION",
  /**
   * `TypeError`: `new DurableObjectId()` was called.
   *
   * Remedy: Get IDs from a namespace.
   */
  illegalConstructor: "ERR_DO_ILLEGAL_CONSTRUCTOR",
  /**
   * `RangeError`: The engine does not exist, or `wasm` can't run here.
   *
   * Remedy: Use `auto`, which picks the engine that runs. `engineReport()` says why.
   */
  engine: "ERR_DO_ENGINE",
  /**
   * `RangeError`: A validator got no namespace or too many, bytes whose number is not a multiple of 64, or arrays
   * that are too short to write into.
   *
   * Remedy: Pass 1 to 65,535 namespaces, 64 bytes for each ID, and arrays with an element for each ID.
   */
  batch: "ERR_DO_BATCH",
  /**
   * `CheckError`: A run of `durable-id/check` can't start, can't read an input to its end (`InputError`), lost the
   * Worker that gives its verdicts (`RemoteError`), or was stopped (`Stopped`).
   *
   * Remedy: The message names the file and the reason.
   */
  check: "ERR_DO_CHECK",
  /**
   * `Error`: `records()` can't read its input as the given format: a missing column or field, a quote that is never
   * closed, JSON that is not an array. In `durable-id/check` this is an `InputError`.
   *
   * Remedy: Choose another `field` or `format`. The message lists the fields that exist.
   */
  records: "ERR_DO_RECORDS",
  /**
   * `RangeError`: The options of `records()` don't fit together: an unknown `format`, an impossible `delimiter`, or
   * a `field` for a format without fields.
   *
   * Remedy: Set `format` to `text`, `csv`, `jsonl` or `json`. `header` and `delimiter` are for `csv` only.
   */
  recordsOption: "ERR_DO_RECORDS_OPTION",
  /**
   * `RangeError` or `Error`: Two bindings of a host can't be told apart, or a class has no name. `Error`:
   * `evictDurableObject` was called for an object that is not in memory.
   *
   * Remedy: Pass `uniqueKeys`, or choose other bindings. Call the object before you evict it.
   */
  host: "ERR_DO_HOST",
  /**
   * `TypeError` or `Error`: The object's class has no such method, or the platform reserves it (`alarm`). `Error`:
   * the class has no `fetch`.
   *
   * Remedy: Call a method of the class.
   */
  method: "ERR_DO_METHOD",
  /**
   * `Error`: An object used a part of `ctx` or `ctx.storage` that `host` doesn't have, such as WebSockets, or
   * `connect()` of a stub.
   *
   * Remedy: Test it in the real runtime: see docs/testing.md.
   */
  unsupported: "ERR_DO_UNSUPPORTED",
  /**
   * `RangeError`: A unique key can't be the name of a folder.
   *
   * Remedy: Pass the key as the runtime's configuration has it.
   */
  localKey: "ERR_DO_LOCAL_KEY",
  /**
   * `TypeError` or `RangeError`: A wrangler configuration has a member of the wrong type, lacks the environment, or
   * (`RangeError`) lacks a `name`.
   *
   * Remedy: The message names the member, or the environments that exist. Give the Worker a `name`.
   */
  config: "ERR_DO_CONFIG",
  /**
   * `Error`: The folder is not a state folder, or can't be read.
   *
   * Remedy: Pass the right folder, usually `.wrangler/state/v3` of the project. `findStateFolder` finds it.
   */
  state: "ERR_DO_STATE",
  /**
   * `Error`: The optional peer dependency `libsql` is not installed, or has no build for this system.
   *
   * Remedy: Run `npm install libsql`.
   */
  sqlite: "ERR_DO_SQLITE",
  /**
   * `RangeError`: Objects were recorded in a namespace that the directory doesn't have.
   *
   * Remedy: `add` the namespace first, and use the `id` that `add` returns.
   */
  directoryNamespace: "ERR_DO_DIRECTORY_NAMESPACE",
  /**
   * `Error`: Objects were recorded in a namespace with a secret key, which this directory hasn't been given since it
   * was opened.
   *
   * Remedy: `add` the namespace again with its key. Secret keys are never stored.
   */
  directoryKey: "ERR_DO_DIRECTORY_KEY",
  /**
   * `Error`: The database is missing, is damaged, is not a durable-id database, or was written by a newer release.
   *
   * Remedy: The message says which.
   */
  directoryOpen: "ERR_DO_DIRECTORY_OPEN",
  /**
   * `Error`: Objects were recorded in a `StateDirectory`, which only the runtime writes.
   *
   * Remedy: Use a `MemoryDirectory` or an `SqliteDirectory`.
   */
  directoryReadOnly: "ERR_DO_DIRECTORY_READ_ONLY",
  /**
   * `Error`: Two processes copy the same namespace into one listing.
   *
   * Remedy: Let one of them finish, then start the other one again.
   */
  directoryCopy: "ERR_DO_DIRECTORY_COPY",
  /**
   * `Error`: A listing API refused a request: wrong credentials, an unknown account or namespace, or a redirect.
   *
   * Remedy: The message has the API's codes and words. Check the token, its permissions, the account, and the
   * address.
   */
  listingRefused: "ERR_DO_LISTING_REFUSED",
  /**
   * `Error`: A listing API no longer accepts a cursor.
   *
   * Remedy: Start the namespace again. `pullObjects` does so by itself, up to three times.
   */
  listingCursor: "ERR_DO_LISTING_CURSOR",
  /**
   * `Error`: The answer is not that of a listing API, for example a page of HTML, or a list never ends.
   *
   * Remedy: The message shows the status and the first bytes. Check the address (`baseUrl`, `--base-url`).
   */
  listingAnswer: "ERR_DO_LISTING_ANSWER",
  /**
   * `Error`: A listing API can't be reached, answered with status 408, 429 or 5xx ten times in a row, or asked for a
   * pause of more than ten minutes.
   *
   * Remedy: Try again later: `pullObjects` continues where it was.
   */
  listingUnreachable: "ERR_DO_LISTING_UNREACHABLE",
  /**
   * `RangeError`: The listing API doesn't list a namespace to copy, or the account has none.
   *
   * Remedy: Use an id or a name from the message, or `allowEmpty` for such an account.
   */
  listingNamespace: "ERR_DO_LISTING_NAMESPACE",
} as const;

/** One of the values of {@link ErrorCode}. */
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/**
 * An error of this library: what it is an instance of, and its stable {@link ErrorCode}.
 * @typeParam E `TypeError`, `RangeError` or `Error`
 */
export type CodedError<E extends Error = Error> = E & {
  /** Stays the same in all releases, even if the message changes. */
  readonly code: ErrorCode;
};

/** A `TypeError` with a code: the wrong kind of value. */
export function typeError(code: ErrorCode, message: string): CodedError<TypeError> {
  return Object.assign(new TypeError(message), { code });
}

/** A `RangeError` with a code: the right kind of value, out of bounds. */
export function rangeError(code: ErrorCode, message: string): CodedError<RangeError> {
  return Object.assign(new RangeError(message), { code });
}

/** An `Error` with a code: a missing step of the caller, or a failure of the system, which is then the `cause`. */
export function plainError(code: ErrorCode, message: string, options?: ErrorOptions): CodedError {
  return Object.assign(new Error(message, options), { code });
}

/** The error of the platform's own bindings for an argument of the wrong type (the wording is workerd's). */
export function argumentError(method: string, owner: string, position: number, wanted: string): CodedError<TypeError> {
  return typeError(
    "ERR_DO_ARGUMENT",
    `Failed to execute '${method}' on '${owner}': parameter ${position} is not of type '${wanted}'.`,
  );
}

/** The error of a method that was detached from its object, or called on another object. */
export function illegalInvocation(): CodedError<TypeError> {
  return typeError("ERR_DO_ILLEGAL_INVOCATION", "Illegal invocation: `this` is of another class.");
}
