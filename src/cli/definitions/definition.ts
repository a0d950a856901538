import type { Command } from "commander";
import type { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import type { KeySource } from "../keys.js";

/** A command of the command line: what `durable-id --help` shows of it, and how to define the rest. */
export interface CommandDefinition {
  readonly name: string;
  readonly description: string;
  /** The text of its help below the options. Each paragraph or list item is one line, which is wrapped when it is printed. */
  readonly help: string;
  /**
   * Adds its arguments, its options and its action. Called only if the command is called or described, because defining all
   * commands would take a fifth of the time of a short one.
   */
  define(command: Command, call: Call): void;
}

/** One call of the command line, as its command sees it. */
export interface Call {
  /** The keys in the order of the command line: their options add to this list. */
  readonly keys: KeySource[];
  /** Runs the command, which is loaded by this, to save time and memory. Its exit code becomes that of the call. */
  run(command: (io: Io) => Promise<ExitCode>): Promise<void>;
  /** The program with all its commands defined. */
  whole(): Command;
}
