import { argumentError, ErrorCode, typeError } from "../../format/errors.js";

/** Selects the entries of `list`. */
export interface ListOptions {
  /** The key at which the list starts; it need not exist. */
  start?: string | undefined;
  /** The key after which the list starts; not together with `start`. */
  startAfter?: string | undefined;
  /** The key before which the list ends. */
  end?: string | undefined;
  /** The common prefix of the keys. */
  prefix?: string | undefined;
  /** Whether to list in reverse order. */
  reverse?: boolean | undefined;
  /** The maximum number of entries. */
  limit?: number | undefined;
}

/** Parsed options of `list`. */
interface Selection {
  readonly isListed: (key: string) => boolean;
  readonly isReverse: boolean;
  readonly limit: number | undefined;
}

/** @throws TypeError (`ERR_DO_ARGUMENT`), with workerd's wording, for invalid options */
export function readListOptions(options: ListOptions | null | undefined): Selection {
  if (options != null && typeof options !== "object")
    throw argumentError("list", "DurableObjectStorage", 1, "ListOptions");
  const { start, startAfter, end, prefix = "", reverse = false, limit } = options ?? {};
  if (start !== undefined && startAfter !== undefined) {
    throw typeError(ErrorCode.argument, "list() cannot be called with both start and startAfter values.");
  }
  const most = limit === undefined ? undefined : Math.trunc(Number(limit));
  if (most !== undefined && !(most > 0)) throw typeError(ErrorCode.argument, "List limit must be positive.");
  return {
    isListed: (key) =>
      key.startsWith(prefix) &&
      (start === undefined || compareBytes(key, start) >= 0) &&
      (startAfter === undefined || compareBytes(key, startAfter) > 0) &&
      (end === undefined || compareBytes(key, end) < 0),
    isReverse: reverse,
    limit: most,
  };
}

/** In UTF-16, surrogates sort before U+E000 to U+FFFF; in UTF-8, after them. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
