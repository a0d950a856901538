import type { Tally } from "../bulk/results.js";
import { quote } from "../text/printable.js";
import { parseCount } from "./count-option.js";
import { CliError } from "./errors.js";

/** Options of `check` that decide whether a run passes. */
export interface LimitOptions {
  /** How many records may be invalid: a number, or a percentage of all. */
  readonly maxInvalid?: string | undefined;
  readonly minRecords?: string | undefined;
  /** Whether inputs without a single record are fine. */
  readonly allowEmpty?: boolean | undefined;
  readonly failFast?: boolean | undefined;
}

/** When a run passes. */
export interface Limits {
  readonly maxInvalid: MaxInvalid;
  readonly minRecords: number;
  /** How many invalid records don't stop the run yet; `undefined` if none ever does. */
  readonly invalidLimit: number | undefined;
}

/** How many records may be invalid: a number, or a share of all of them as an exact fraction. */
type MaxInvalid =
  | { readonly text: string; readonly count: number }
  | { readonly text: string; readonly numerator: bigint; readonly denominator: bigint };

/** Resolves the limits. @throws CliError for one that is out of range, or doesn't go with another option */
export function limitsOf({ maxInvalid, minRecords, allowEmpty, failFast }: LimitOptions): Limits {
  if (allowEmpty && minRecords !== undefined) {
    throw new CliError("--allow-empty and --min-records exclude each other: --min-records 0 accepts empty inputs too");
  }
  const max = parseMaxInvalid(maxInvalid ?? "0");
  if (failFast && !("count" in max)) {
    throw new CliError("with --fail-fast, --max-invalid must be a number: a percentage is only known at the end");
  }
  return {
    maxInvalid: max,
    minRecords: minRecords === undefined ? (allowEmpty ? 0 : 1) : parseCount("--min-records", minRecords),
    invalidLimit: failFast && "count" in max ? max.count : undefined,
  };
}

/** Whether so many invalid records are accepted. */
export function isWithin(max: MaxInvalid, { total, valid }: Pick<Tally, "total" | "valid">): boolean {
  const invalid = total - valid;
  return "count" in max ? invalid <= max.count : BigInt(invalid) * max.denominator <= BigInt(total) * max.numerator;
}

function parseMaxInvalid(text: string): MaxInvalid {
  if (/^\d{1,15}$/.test(text)) return { text, count: Number(text) };
  const [match, whole, decimals = ""] = /^(\d{1,3})(?:\.(\d{1,9}))?%$/.exec(text) ?? [];
  if (match !== undefined) {
    // Decimals are kept as digits: 0.07 * 100 is not 7.
    const share = { text, numerator: BigInt(whole + decimals), denominator: 100n * 10n ** BigInt(decimals.length) };
    if (share.numerator <= share.denominator) return share;
  }
  throw new CliError(
    `--max-invalid must be an integer from 0, or a percentage from 0% to 100% such as 0.5%, got ${quote(text)}`,
  );
}
