/**
 * Every error that this library throws is a plain `TypeError`, `RangeError` or `Error`, as workerd's are, with one
 * thing more: a `code` that stays the same from release to release, whatever the wording of the message.
 * `docs/errors.md` has the cause and the remedy of each.
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
  /** `TypeError`: a string that is not 64 hex digits. */
  malformed: "ERR_DO_ID_MALFORMED",
  /** `TypeError`: an ID of another namespace, or made up. */
  foreign: "ERR_DO_ID_FOREIGN",
  /** `TypeError`: an ID of this namespace, but of another jurisdiction than its subnamespace's (or of none). */
  wrongJurisdiction: "ERR_DO_ID_JURISDICTION",
  /** `TypeError`: bytes that are no packed ID: truncated, overlong, of another version, or followed by more. */
  packMalformed: "ERR_DO_ID_PACK",
  /** `TypeError`: a packed name from which this very ID doesn't follow. */
  packName: "ERR_DO_ID_PACK_NAME",
  /** `TypeError`: a jurisdiction that the namespace's table lacks. */
  unknownJurisdiction: "ERR_DO_JURISDICTION_UNKNOWN",
  /** `TypeError`: a jurisdiction asked of a namespace that is restricted to one already. */
  nestedJurisdiction: "ERR_DO_JURISDICTION_NESTED",
  /** `RangeError`: a table of jurisdictions with a code out of range or given twice, or a name that is not ASCII. */
  jurisdictionTable: "ERR_DO_JURISDICTION_TABLE",
  /** `TypeError` or `RangeError`: an argument or option of the wrong type, or out of range. */
  argument: "ERR_DO_ARGUMENT",
  /** `TypeError` or `RangeError`: a namespace's key is missing, given twice, or not 32 bytes. */
  key: "ERR_DO_KEY",
  /** `RangeError`: a `routingMode` other than `primary-only`. */
  routingMode: "ERR_DO_ROUTING_MODE",
  /** `Error`: `get` or `getByName` on a namespace that was made without `connect`. */
  noConnect: "ERR_DO_NO_CONNECT",
  /** `RangeError`: `randomBytes` returned another number of bytes than it was asked for. */
  randomBytes: "ERR_DO_RANDOM_BYTES",
  /** `TypeError`: a method called on something that is not an object of its class. */
  illegalInvocation: "ERR_DO_ILLEGAL_INVOCATION",
  /** `TypeError`: a constructor that is not for users. */
  illegalConstructor: "ERR_DO_ILLEGAL_CONSTRUCTOR",
  /** `RangeError`: no such engine, or one that can't run here. */
  engine: "ERR_DO_ENGINE",
  /** `RangeError`: a validator over no namespace or too many, or rows that aren't 64 bytes each. */
  batch: "ERR_DO_BATCH",
  /** `CheckError`: a run over inputs that can't be done, or that broke off: see the message. */
  check: "ERR_DO_CHECK",
  /** `Error`: an input that can't be read as records of its format: no such column, a quote that never closes. */
  records: "ERR_DO_RECORDS",
  /** `RangeError`: an option of records that has no such value, or that their format has no use for. */
  recordsOption: "ERR_DO_RECORDS_OPTION",
  /** `RangeError`: bindings of a host that can't be told apart, or a class without a name to make a unique key of. */
  host: "ERR_DO_HOST",
  /** `TypeError`: a method that the class of an object lacks. */
  method: "ERR_DO_METHOD",
  /** `Error`: an object of a host asked for its storage, and the host was given none. */
  noStorage: "ERR_DO_NO_STORAGE",
  /** `RangeError`: a unique key under which no local runtime can keep anything, since it can't be a folder's name. */
  localKey: "ERR_DO_LOCAL_KEY",
  /** `TypeError` or `RangeError`: a configuration of wrangler that doesn't say what its unique keys are. */
  config: "ERR_DO_CONFIG",
  /** `Error`: a state directory that can't be read. */
  state: "ERR_DO_STATE",
  /** `Error`: the package that reads SQLite files isn't installed. */
  sqlite: "ERR_DO_SQLITE",
  /** `RangeError`: no namespace of a directory has this id. */
  directoryNamespace: "ERR_DO_DIRECTORY_NAMESPACE",
  /** `Error`: objects recorded in a namespace whose secret key this directory wasn't given since it was opened. */
  directoryKey: "ERR_DO_DIRECTORY_KEY",
  /** `Error`: a directory that can't be opened: missing, something else altogether, or of a newer release. */
  directoryOpen: "ERR_DO_DIRECTORY_OPEN",
  /** `Error`: objects recorded in a directory that its runtime alone writes. */
  directoryReadOnly: "ERR_DO_DIRECTORY_READ_ONLY",
} as const;

/** One of the values of {@link ErrorCode}. */
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/**
 * An error of this library: what it is an instance of, and its stable {@link ErrorCode}.
 * @typeParam E `TypeError`, `RangeError` or `Error`
 */
export type CodedError<E extends Error = Error> = E & {
  /** Stays the same from release to release, whatever the wording of the message. */
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

/** Neither kind: something that the caller left undone, or that the system refused, which is the `cause` then. */
export function plainError(code: ErrorCode, message: string, options?: ErrorOptions): CodedError {
  return Object.assign(new Error(message, options), { code });
}

/** What the platform's own bindings say of an argument of the wrong kind (the wording is workerd's). */
export function argumentError(method: string, owner: string, position: number, wanted: string): CodedError<TypeError> {
  return typeError(
    "ERR_DO_ARGUMENT",
    `Failed to execute '${method}' on '${owner}': parameter ${position} is not of type '${wanted}'.`,
  );
}

/** A method that was taken off its object, or called on something else. */
export function illegalInvocation(): CodedError<TypeError> {
  return typeError("ERR_DO_ILLEGAL_INVOCATION", "Illegal invocation: `this` is of another class.");
}
