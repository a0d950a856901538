import type { GrepOptions } from "../commands/grep.js";
import type { CommandDefinition } from "./definition.js";
import { addKeyOptions } from "./key-options.js";

export const grepCommand: CommandDefinition = {
  name: "grep",
  description: "find IDs in any text, with their namespaces",
  help: `
An ID is a run of exactly 64 hex digits of either case, with anything else before and after it. Only IDs that are valid under the given keys are printed, unless --all. Each line of output is file:line:column:ID, then the namespace and the jurisdiction, separated by tabs; with --all and keys, the verdict precedes them. Columns are bytes, counted from 1. Any text can be searched: logs, dumps, source code. Inputs that are compressed with gzip or zstd are unpacked; other archives are refused. Without a file, grep reads standard input; to read from a terminal, pass -.
Exit code 0: IDs were found; 1: no IDs were found; 2: an input could not be searched, but all others were.

Examples:
  durable-id grep --unique-key my-worker-ChatRoom worker.log dump.sql.gz
  durable-id grep --unique-key my-worker-ChatRoom -r src
  kubectl logs my-pod | durable-id grep --key-file room.key --json
  durable-id grep --all trace.json`,
  define(command, call) {
    addKeyOptions(command.argument("[files...]"), call.keys)
      .option("--all", "find every run of 64 hex digits; needs no key")
      .option("--json", "print JSON Lines with file, line, column, offset, id, text, verdict, namespace, jurisdiction")
      .option("--count", "print only the number of IDs in each file")
      .option("--quiet", "print nothing, and stop at the first ID")
      .option("-r, --recursive", "search the files in folders")
      .action((files: string[], options: GrepOptions) =>
        call.run(async (io) => {
          const { grep } = await import("../commands/grep.js");
          return grep(files, call.keys, options, io);
        }),
      );
  },
};
