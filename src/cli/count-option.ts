import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";

/** Parses the value of an option that is a count. @throws CliError for anything but an integer of at least 0 */
export function parseCount(option: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new CliError(`${option} must be an integer of at least 0, got ${quote(text)}`);
}
