import type { Tally } from "../bulk/results.js";
import { quote } from "../text/printable.js";
import { parseCount } from "./count-option.js";
import { CliError } from "./errors.js";

/** Options of `check` that decide whether a run passes. */
export interface LimitOptions {
  /** The maximum number of invalid records: a number, or a percentage of all. */
  readonly maxInvalid?: string | undefined;
  readonly minRecords?: string | undefined;
  /** Whether to accept inputs without a single record. */
  readonly allowEmpty?: boolean | undefined;
  readonly failFast?: boolean | undefined;
}

/** The conditions for a run to pass. */
export interface Limits {
  readonly maxInvalid: MaxInvalid;
  readonly minRecords: number;
  /** Stops the run when more records than this are invalid; `undefined` for no limit. */
  readonly invalidLimit: number | undefined;
}

/** The maximum number of invalid records: a number, or a share of all of them as an exact fraction. */
type MaxInvalid =
  | { readonly text: string; readonly count: number }
  | { readonly text: string; readonly numerator: bigint; readonly denominator: bigint };

/** Parses the limits. @throws CliError for a limit that is out of range, or can't be combined with another option */
export function limitsOf({ maxInvalid, minRecords, allowEmpty, failFast }: LimitOptions): Limits {
  if (allowEmpty && minRecords !== undefined) {
    throw new CliError("--allow-empty can't be combined with --min-records: --min-records 0 also accepts empty inputs");
  }
  const max = parseMaxInvalid(maxInvalid ?? "0");
  if (failFast && !("count" in max)) {
    throw new CliError(
      "with --fail-fast, --max-invalid must be a number: a percentage can only be computed at the end",
    );
  }
  return {
    maxInvalid: max,
    minRecords: minRecords === undefined ? (allowEmpty ? 0 : 1) : parseCount("--min-records", minRecords),
    invalidLimit: failFast && "count" in max ? max.count : undefined,
  };
}

/** Whether this number of invalid records is accepted. */
export function isWithin(max: MaxInvalid, { total, valid }: Pick<Tally, "total" | "valid">): boolean {
  const invalid = total - valid;
  return "count" in max ? invalid <= max.count : BigInt(invalid) * max.denominator <= BigInt(total) * max.numerator;
}

function parseMaxInvalid(text: string): MaxInvalid {
  if (/^\d{1,15}$/.test(text)) return { text, count: Number(text) };
  const [match, whole, decimals = ""] = /^(\d{1,3})(?:\.(\d{1,9}))?%$/.exec(text) ?? [];
  if (match !== undefined) {
    // The decimals are kept as digits, because 0.07 * 100 is not 7.
    const share = { text, numerator: BigInt(whole + decimals), denominator: 100n * 10n ** BigInt(decimals.length) };
    if (share.numerator <= share.denominator) return share;
  }
  throw new CliError(
    `--max-invalid must be an integer of at least 0, or a percentage from 0% to 100% such as 0.5%, got ${quote(text)}`,
  );
}
