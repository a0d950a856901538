import type { CommandInfo, OptionInfo } from "../../src/cli/command-table.js";
import { COMMANDS } from "../../src/cli/definitions/all.js";

/** What the help of a command has and that of the program doesn't: options, and the text below them. */
export interface OwnParts {
  readonly options: readonly OptionInfo[];
  readonly text: string;
}

/** @param shared the options of the program */
export function ownParts({ name, options }: CommandInfo, shared: readonly OptionInfo[]): OwnParts {
  return {
    options: options.filter(({ term }) => !shared.some((each) => each.term === term)),
    text: COMMANDS.find((each) => each.name === name)?.help ?? "",
  };
}
