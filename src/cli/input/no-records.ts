import { quote } from "../../text/printable.js";
import { InputError } from "../errors.js";
import type { Input } from "./inputs.js";

/** The fault of a run whose inputs hold nothing to check: without it, an export that failed would look fine. */
export function noRecords(inputs: readonly Input[]): InputError {
  const [{ path }] = inputs;
  const shown = path === undefined ? "standard input" : quote(path);
  const place = inputs.length === 1 ? shown : `any of the ${inputs.length} inputs`;
  return new InputError(`no records in ${place}: pass --allow-empty if that is expected`);
}
