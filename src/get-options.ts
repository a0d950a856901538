import { ErrorCode, rangeError } from "./errors.js";
import type { GetOptions } from "./options.js";
import { readBack } from "./strings.js";

/** Whether a value can be options at all, by the rule of the platform's bindings: nothing, or an object. */
export function isOptions(value: unknown): boolean {
  return value == null || typeof value === "object" || typeof value === "function";
}

/**
 * The options of `get` as `connect` gets them. Each option is read once, and made a string at once, in workerd's order:
 * getters and `toString` show it.
 * @throws RangeError (`ERR_DO_ROUTING_MODE`) for a routing mode that there is none of
 */
export function checkedGetOptions(options: GetOptions | null | undefined): GetOptions {
  const checked: GetOptions = {};
  const locationHint = options?.locationHint;
  if (locationHint !== undefined) checked.locationHint = `${locationHint}`;
  const routingMode = options?.routingMode;
  if (routingMode !== undefined) checked.routingMode = checkedRoutingMode(`${routingMode}`);
  return checked;
}

function checkedRoutingMode(mode: string): "primary-only" {
  if (mode === "primary-only") return mode;
  throw rangeError(ErrorCode.routingMode, `unknown routingMode: ${readBack(mode)}`);
}
