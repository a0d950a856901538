import { type Command, Help, type Option } from "commander";

/** The kind of a value, for shell completion. */
export type ValueKind = "choice" | "file" | "folder" | "text";

/** The value of an option, or an argument. */
export interface ValueInfo {
  /** Its name in help: `file`. */
  readonly name: string;
  readonly kind: ValueKind;
  /** The values of a `choice`. */
  readonly choices: readonly string[];
}

/** An option of a command. */
export interface OptionInfo {
  /** All its flags, such as `-h` and `--help`. */
  readonly flags: readonly string[];
  /** Its flags and value, as help shows them: `-h, --help` or `--format <format>`. */
  readonly term: string;
  /** Its description. */
  readonly description: string;
  /** The description with choices and default, as help shows it. */
  readonly details: string;
  readonly value: ValueInfo | undefined;
  /** Whether the option may be given more than once. */
  readonly isRepeatable: boolean;
}

/** A command, as the program defines it. */
export interface CommandInfo {
  readonly name: string;
  /** How to call it: `check [options] [files...]`. */
  readonly usage: string;
  readonly description: string;
  readonly options: readonly OptionInfo[];
  readonly arguments: readonly ValueInfo[];
}

/** The whole command line: completions and the man page are generated from it. */
export interface ProgramInfo {
  readonly name: string;
  readonly description: string;
  /** The options before a command. */
  readonly options: readonly OptionInfo[];
  readonly commands: readonly CommandInfo[];
}

/** Describes a program whose commands are all defined. */
export function describeProgram(program: Command): ProgramInfo {
  const help = new Help();
  const commands = help.visibleCommands(program).map((command) => describeCommand(command, help));
  const names = commands.map(({ name }) => name).filter((name) => name !== "help");
  return {
    name: program.name(),
    description: program.description(),
    options: help.visibleOptions(program).map((option) => describeOption(option, help)),
    // The `help` command of commander takes the name of another command.
    commands: commands.map((each) =>
      each.name === "help" ? { ...each, arguments: [{ name: "command", kind: "choice", choices: names }] } : each,
    ),
  };
}

function describeCommand(command: Command, help: Help): CommandInfo {
  return {
    name: command.name(),
    usage: help.subcommandTerm(command),
    description: help.subcommandDescription(command),
    options: help.visibleOptions(command).map((option) => describeOption(option, help)),
    arguments: command.registeredArguments.map((argument) => describeValue(argument.name(), argument.argChoices)),
  };
}

function describeOption(option: Option, help: Help): OptionInfo {
  const { short, long, flags, argChoices, parseArg } = option;
  const placeholder = /[<[]([\w-]+)/.exec(flags)?.[1];
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    term: help.optionTerm(option),
    description: option.description,
    details: help.optionDescription(option),
    value: placeholder === undefined ? undefined : describeValue(placeholder, argChoices),
    // For choices, commander sets a parser of its own; any other parser collects values.
    isRepeatable: parseArg !== undefined && argChoices === undefined,
  };
}

function describeValue(name: string, choices: readonly string[] | undefined): ValueInfo {
  if (choices !== undefined) return { name, kind: "choice", choices };
  const kind = /^files?$/.test(name) ? "file" : name === "dir" ? "folder" : "text";
  return { name, kind, choices: [] };
}
