import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";

/** The value of an option that is a number of things, from 0. @throws CliError for any other text */
export function parseCount(option: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new CliError(`${option} must be an integer from 0, got ${quote(text)}`);
}
