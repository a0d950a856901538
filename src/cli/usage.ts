import type { CommanderError } from "commander";
import { CliError } from "./errors.js";

/** What commander says after a fault, on a line of its own. */
const SUGGESTION = /\n\((Did you mean [^)]*)\)$/;

/**
 * A fault that commander found in the arguments, as one line. Trust boundary: of an unknown option, only its name is
 * told, for what comes with it may be a key (`--key=…`).
 * @param commandName whose help tells more
 * @param commands the names of all
 */
export function usageError(error: CommanderError, commandName: string, commands: readonly string[]): CliError {
  if (error.code === "commander.help") {
    return new CliError(`missing command; expected one of: ${commands.join(", ")} (durable-id --help tells more)`);
  }
  const suggestion = SUGGESTION.exec(error.message)?.[1];
  let fault = error.message.replace(/^error: /, "").replace(SUGGESTION, "");
  if (error.code === "commander.unknownOption") {
    fault = fault
      .replace(/^(unknown option '[^=]*)=[\s\S]*'$/, "$1'")
      .replace(/^(unknown option '-[^-])[\s\S]+'$/, "$1'");
  }
  const hint = suggestion?.toLowerCase();
  return new CliError(`${fault.replace(/\.$/, "")} (${hint ? `${hint} ` : ""}${commandName} --help tells more)`);
}
