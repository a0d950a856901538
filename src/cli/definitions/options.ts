import { Argument, Option } from "commander";
import { CliError } from "../errors.js";

/** The note in the help of an option that may be given more than once. */
export const AGAIN = " (repeatable)";

/** An option that may be given more than once; its value is the list of all values. */
export function listOption(flags: string, description: string): Option {
  return new Option(flags, description + AGAIN).argParser((value, list?: string[]) => [...(list ?? []), value]);
}

/** An option that adds a key each time it is given. */
export function keyOption(flags: string, description: string, add: (value: string) => void): Option {
  return new Option(flags, description).argParser((value) => {
    add(notEmpty(flags.split(" ")[0], value));
    return value;
  });
}

/** An option whose value must not be empty. */
export function filledOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value) => notEmpty(flags.split(" ")[0], value));
}

/** An argument with choices. The command itself validates it. */
export function choiceArgument(name: string, choices: readonly string[]): Argument {
  const argument = new Argument(name);
  argument.argChoices = [...choices];
  return argument;
}

/** Checks that the value of an option is not empty: an empty one most likely comes from an unset variable. */
function notEmpty(option: string, value: string): string {
  if (value !== "") return value;
  throw new CliError(`${option} must not be empty: is a variable unset?`);
}
