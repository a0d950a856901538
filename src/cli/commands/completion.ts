import type { Command } from "commander";
import { describeProgram, type ProgramInfo } from "../command-table.js";
import { bashCompletion } from "../completion/bash.js";
import { fishCompletion } from "../completion/fish.js";
import type { Shell } from "../completion/shells.js";
import { zshCompletion } from "../completion/zsh.js";
import { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";

const WRITERS: Readonly<Record<Shell, (program: ProgramInfo) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `completion SHELL`: prints the completions of a shell, from the definitions of the program. */
export async function completion(shell: Shell, program: Command, io: Io): Promise<ExitCode> {
  await io.stdout.write(WRITERS[shell](describeProgram(program)));
  return ExitCode.valid;
}
