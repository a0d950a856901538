import { Command, Option } from "commander";
import { COLOR_CHOICES, type ColorChoice } from "./color-choice.js";
import { COMMANDS } from "./definitions/all.js";
import type { Call } from "./definitions/definition.js";
import { CliError } from "./errors.js";
import { ExitCode } from "./exit-code.js";
import { programHelp } from "./help.js";
import type { Io } from "./io.js";
import { version } from "./version.js";
import { helpWidth, wrapHelp, wrappedHelp } from "./wrap-help.js";

/** The command line for one call. */
export interface Program {
  readonly command: Command;
  /** The exit code of the command, once it has run. */
  exitCode(): ExitCode;
  /** The help or the version, if that was called for. */
  printed(): string;
  /** The program with all its commands defined, to describe them. */
  whole(): Command;
}

/** Creates the command line for one call. Only the command that is called gets its options. */
export function createProgram(io: Io): Program {
  let exitCode: ExitCode = ExitCode.valid;
  let printed = "";
  // Set before the commands are added: they inherit it.
  const command = new Command("durable-id")
    .exitOverride()
    .configureHelp(wrappedHelp)
    .configureOutput({
      writeOut: (text) => {
        printed += text;
      },
      // commander also throws its errors, and we print them in our own words.
      writeErr: () => undefined,
      getOutHelpWidth: () => helpWidth(io.stdout),
      getOutHasColors: () => false,
    })
    .description("Durable Object IDs outside Cloudflare's runtime: validate, make and inspect them.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addOption(colorOption())
    // After the command, --color is an option of the command: it may be where another option expects its value.
    .enablePositionalOptions();
  addHelpBelow(command, programHelp);

  let color: ColorChoice = "auto";
  const call: Call = {
    // One list for all options: it has the keys in the order of the command line.
    keys: [],
    run: async (run) => {
      exitCode = await run({ ...io, color });
    },
    whole,
  };
  const undefinedCommands = new Map(
    COMMANDS.map(({ name, description, help, define }) => {
      const added = command.command(name).description(description);
      const defineOptions = () => {
        define(added, call);
        addHelpBelow(added.addOption(colorOption()), help);
      };
      added.on("beforeHelp", () => defineOnce(name));
      return [name, defineOptions];
    }),
  );
  const defineOnce = (name: string) => {
    undefinedCommands.get(name)?.();
    undefinedCommands.delete(name);
  };
  command
    .on("beforeHelp", whole)
    .hook("preSubcommand", (_, called) => defineOnce(called.name()))
    .hook("preAction", (_, called) => {
      refuseFlagsAsValues(called);
      // It may be before the command or after it.
      const chosen = called.getOptionValueSource("color") === "default" ? command : called;
      color = chosen.opts<{ color: ColorChoice }>().color;
    });
  return { command, exitCode: () => exitCode, printed: () => printed, whole };

  function whole(): Command {
    for (const { name } of COMMANDS) defineOnce(name);
    return command;
  }

  /** Adds a text to the help of a command, formatted for the width of the output. */
  function addHelpBelow(to: Command, help: string): void {
    to.addHelpText("after", () => wrapHelp(help, helpWidth(io.stdout)));
  }
}

/** commander takes whatever follows as the value of an option; an option of the command there means that the value is missing. */
function refuseFlagsAsValues(command: Command): void {
  const flags = new Set(command.options.flatMap(({ short, long }) => [short, long]));
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName());
    const flag = [value].flat().find((each): each is string => typeof each === "string" && flags.has(each));
    if (flag !== undefined) throw new CliError(`${option.long} needs a value, got the option ${flag}`);
  }
}

function colorOption(): Option {
  return new Option("--color <when>", "when to use colours").choices(COLOR_CHOICES).default("auto");
}
