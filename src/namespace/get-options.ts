import { type CodedError, rangeError, typeError } from "../format/errors.js";
import { toWellFormed } from "../format/wtf8.js";
import type { GetOptions, RetryOptions, VersionOptions } from "./options.js";

/** Whether a value can be an options object, by the rule of the platform's bindings: nothing, or an object. */
export function isOptions(value: unknown): boolean {
  return value == null || typeof value === "object" || typeof value === "function";
}

/**
 * Checks the options of `get` and converts them for `connect`. Each field is read once and converted at once, in workerd's
 * order, which getters and `toString` can observe. The range of `retry` is checked before the value of `routingMode`, as
 * in workerd.
 * @throws TypeError (`ERR_DO_ARGUMENT`) for a field of the wrong type, RangeError (`ERR_DO_ARGUMENT`) for a retry field
 * out of range, RangeError (`ERR_DO_ROUTING_MODE`) for an unknown routing mode
 */
export function checkedGetOptions(options: GetOptions | null | undefined): GetOptions {
  const checked: GetOptions = {};
  const locationHint = options?.locationHint;
  if (locationHint !== undefined) checked.locationHint = `${locationHint}`;
  const routingMode = options?.routingMode;
  const mode = routingMode === undefined ? undefined : `${routingMode}`;
  const version = readVersion(options?.version);
  if (version !== undefined) checked.version = version;
  const retry = readRetry(options?.retry);
  if (retry !== undefined) checked.retry = retry;
  if (mode !== undefined) checked.routingMode = checkedRoutingMode(mode);
  return checked;
}

/** Whether options are given. @throws TypeError (`ERR_DO_ARGUMENT`) for a value that can't be an options object */
function hasFields<Options>(options: Options | null | undefined, field: string, type: string): options is Options {
  if (!isOptions(options)) throw fieldError(field, "GetDurableObjectOptions", type);
  return options != null;
}

function readVersion(version: VersionOptions | null | undefined): VersionOptions | undefined {
  if (!hasFields(version, "version", "VersionOptions")) return undefined;
  const { cohort } = version;
  return cohort === undefined ? {} : { cohort: `${cohort}` };
}

/** Reads both fields before checking the range of either. */
function readRetry(retry: RetryOptions | null | undefined): RetryOptions | undefined {
  if (!hasFields(retry, "retry", "RetryOptions")) return undefined;
  const checked: RetryOptions = {};
  const maxRetries = readNumber("maxRetries", retry.maxRetries);
  const timeoutMs = readNumber("timeoutMs", retry.timeoutMs);
  if (maxRetries !== undefined) checked.maxRetries = requireRange("maxRetries", maxRetries, 0, 10);
  if (timeoutMs !== undefined) checked.timeoutMs = requireRange("timeoutMs", timeoutMs, 500, 60_000);
  return checked;
}

function readNumber(field: keyof RetryOptions, value: unknown): number | undefined {
  if (value === undefined || typeof value === "number") return value;
  throw fieldError(field, "RetryOptions", "number");
}

function requireRange(field: keyof RetryOptions, value: number, lowest: number, highest: number): number {
  if (Number.isInteger(value) && value >= lowest && value <= highest) return value;
  throw rangeError("ERR_DO_ARGUMENT", `retry.${field} must be an integer between ${lowest} and ${highest}`);
}

function checkedRoutingMode(mode: string): "primary-only" {
  if (mode === "primary-only") return mode;
  throw rangeError("ERR_DO_ROUTING_MODE", `unknown routingMode: ${toWellFormed(mode)}`);
}

/** The error of the platform's bindings for a field of the wrong type; the wording is workerd's. */
function fieldError(field: string, owner: string, type: string): CodedError<TypeError> {
  return typeError(
    "ERR_DO_ARGUMENT",
    `Incorrect type for the '${field}' field on '${owner}': the provided value is not of type '${type}'.`,
  );
}
