import { CommanderError } from "commander";
import { Stopped } from "../check/errors.js";
import { hasCode, isSystemError, systemReason } from "../system/errors.js";
import { escapeControls, quote } from "../text/printable.js";
import { CliError } from "./errors.js";
import { ExitCode } from "./exit-code.js";
import type { Io } from "./io.js";
import { createProgram } from "./program.js";
import { usageError } from "./usage.js";

/**
 * Runs the command line.
 * @param argv only the arguments, without the interpreter and the script
 * @returns the exit code; it never rejects
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    // The reader closed our output, as `head` does: this is not an error, and nobody can read a message.
    if (hasCode(error, "EPIPE")) return ExitCode.closed;
    await report(error, io);
    if (!(error instanceof Stopped)) return ExitCode.failed;
    return error.signal === "SIGINT" ? ExitCode.interrupted : ExitCode.terminated;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { command, exitCode, printed } = createProgram(io);
  try {
    await command.parseAsync(argv, { from: "user" });
    return exitCode();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const commands = command.commands.map((each) => each.name());
    if (error.exitCode !== 0) throw usageError(error, nameOfCalled(argv, commands), commands);
    await io.stdout.write(printed());
    return ExitCode.valid;
  }
}

/** The command whose help an error refers to: the called one if it was recognised. */
function nameOfCalled(argv: readonly string[], commands: readonly string[]): string {
  const called = argv.find((argument) => commands.includes(argument));
  return called === undefined ? "durable-id" : `durable-id ${called}`;
}

async function report(error: unknown, io: Io): Promise<void> {
  try {
    await io.stderr.write(`durable-id: ${escapeControls(describe(error))}\n`);
  } catch {
    // Standard error failed too: only the exit code can report the error.
  }
}

function describe(error: unknown): string {
  if (error instanceof CliError) return error.message;
  // The messages of the library's errors are written for users.
  if (hasLibraryCode(error)) return error.message.replace(/\.$/, "");
  if (isSystemError(error)) {
    // Standard output has no path.
    const what = error.path === undefined ? "write the output" : `use ${quote(error.path)}`;
    return `can't ${what}: ${systemReason(error)}`;
  }
  return `internal error, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

function hasLibraryCode(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_DO_");
}
