import type { CommandInfo, OptionInfo, ProgramInfo, ValueInfo } from "../command-table.js";

/** The completion script for fish. */
export function fishCompletion({ name, options, commands }: ProgramInfo): string {
  const complete = `complete -c ${name}`;
  const isMissing = "not __fish_seen_subcommand_from $commands";
  const lines = [
    `# fish completion for ${name}: ${name} completion fish > ~/.config/fish/completions/${name}.fish`,
    `set -l commands ${commands.map((each) => each.name).join(" ")}`,
    `${complete} -f`,
    ...options.map((option) => `${complete} -n "${isMissing}" ${optionArguments(option)}`),
    ...commands.flatMap((command) => [
      `${complete} -n "${isMissing}" -a ${command.name} -d ${quote(command.description)}`,
      ...command.options.map((option) => `${complete} -n ${quote(isCalled(command))} ${optionArguments(option)}`),
      ...command.arguments.slice(0, 1).map((argument) => `${complete} ${argumentArguments(command, argument)}`),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

function isCalled({ name }: CommandInfo): string {
  return `__fish_seen_subcommand_from ${name}`;
}

/** Only the first argument of a command can have choices. */
function argumentArguments(command: CommandInfo, argument: ValueInfo): string {
  const isNext =
    argument.kind === "choice" ? `; and not __fish_seen_subcommand_from ${argument.choices.join(" ")}` : "";
  return `-n ${quote(isCalled(command) + isNext)} ${valueArguments(argument)}`;
}

function optionArguments({ flags, description, value }: OptionInfo): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const parts = [...names, value === undefined ? [] : ["-r", valueArguments(value)], "-d", quote(description)];
  return parts.flat().join(" ");
}

function valueArguments({ kind, choices }: ValueInfo): string {
  switch (kind) {
    case "choice":
      return `-f -a ${quote(choices.join(" "))}`;
    case "file":
      return "-F";
    case "folder":
      return `-f -a ${quote("(__fish_complete_directories)")}`;
    case "text":
      return "-f";
  }
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
