import type { CommanderError } from "commander";
import { CliError } from "./errors.js";

/** What commander says after a fault, on a line of its own. */
const SUGGESTION = /\n\((Did you mean [^)]*)\)$/;

/**
 * A fault that commander found in the arguments, as one line. Trust boundary: of an unknown option its name alone is
 * told, for what comes with it may be a key (`--key=…`).
 * @param commandName whose help tells more
 * @param commands the names of all
 */
export function usageError(error: CommanderError, commandName: string, commands: readonly string[]): CliError {
  if (error.code === "commander.help") {
    // Made here alone: the first formatter loads ICU's data, 6 MB of every run's memory (`npm run bench:bulk`).
    const list = new Intl.ListFormat("en-GB", { type: "disjunction" }).format(commands);
    return new CliError(`no command: say ${list} (durable-id --help tells more)`);
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
