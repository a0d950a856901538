import type { CommanderError } from "commander";
import { CliError } from "./errors.js";

/** The suggestion that commander adds to an error, on a separate line. */
const SUGGESTION = /\n\((Did you mean [^)]*)\)$/;

/**
 * Converts an error of commander about the arguments into one line. Trust boundary: of an unknown option, only the name is
 * shown, because its value may be a key (`--key=…`).
 * @param commandName the command whose help the error refers to
 * @param commands the names of all commands
 */
export function usageError(error: CommanderError, commandName: string, commands: readonly string[]): CliError {
  if (error.code === "commander.help") {
    return new CliError(`missing command; expected one of: ${commands.join(", ")} (see durable-id --help)`);
  }
  const suggestion = SUGGESTION.exec(error.message)?.[1];
  let fault = error.message.replace(/^error: /, "").replace(SUGGESTION, "");
  if (error.code === "commander.unknownOption") {
    fault = fault
      .replace(/^(unknown option '[^=]*)=[\s\S]*'$/, "$1'")
      .replace(/^(unknown option '-[^-])[\s\S]+'$/, "$1'");
  }
  const hint = suggestion?.toLowerCase();
  return new CliError(`${fault.replace(/\.$/, "")} (${hint ? `${hint} ` : ""}see ${commandName} --help)`);
}
