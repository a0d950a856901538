import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";

/** The values of an option: one for all inputs, and those for single inputs. */
export interface PerInput {
  readonly all: string | undefined;
  readonly of: ReadonlyMap<string, string>;
}

/**
 * Parses an option that may be given for all inputs, or as `FILE:VALUE` for one of them. A value is for one input only if
 * it starts with the path of an input exactly as given on the command line.
 * @param option the option, for errors
 * @param values its values
 * @param files the inputs, as given on the command line
 * @throws CliError if two values are for the same input, or for all inputs
 */
export function perInput(option: string, values: readonly string[], files: readonly string[]): PerInput {
  let all: string | undefined;
  const of = new Map<string, string>();
  // A path may be a prefix of another.
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
