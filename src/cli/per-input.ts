import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";

/** The values of an option: one for all inputs, and those of single ones. */
export interface PerInput {
  readonly all: string | undefined;
  readonly of: ReadonlyMap<string, string>;
}

/**
 * Reads an option that may be given for all inputs, and as `FILE:VALUE` for one of them. A value is only taken as that if
 * it begins with an input exactly as the command line names it.
 * @param option for errors
 * @param values each as it was given
 * @param files the inputs, as the command line names them
 * @throws CliError if two values are for the same input, or for all
 */
export function perInput(option: string, values: readonly string[], files: readonly string[]): PerInput {
  let all: string | undefined;
  const of = new Map<string, string>();
  // One path may begin like another.
  const longestFirst = [...new Set(files)].sort((one, other) => other.length - one.length);
  for (const value of values) {
    const file = longestFirst.find((each) => value.startsWith(`${each}:`));
    if (file !== undefined) {
      if (of.has(file)) throw new CliError(`${option} must be given once for ${quote(file)}, got it twice`);
      of.set(file, value.slice(file.length + 1));
    } else if (all === undefined) all = value;
    else {
      throw new CliError(
        `${option} must be given once for all inputs, got ${quote(all)} and ${quote(value)}: pass FILE:VALUE for one input`,
      );
    }
  }
  return { all, of };
}
