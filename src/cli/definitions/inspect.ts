import type { InspectOptions } from "../commands/inspect.js";
import type { CommandDefinition } from "./definition.js";
import { addKeyOptions } from "./key-options.js";

export const inspectCommand: CommandDefinition = {
  name: "inspect",
  description: "show the parts of IDs, and their namespaces",
  help: `
Without a key, inspect prints the parts of an ID; with keys, also the namespace that it belongs to. The ID - reads IDs from standard input, one per line.
Exit code 0: all IDs are well-formed, and valid if keys are given.

Examples:
  durable-id inspect "$ID"
  durable-id inspect --unique-key my-worker-ChatRoom --json "$ID"
  tail -n 3 ids.txt | durable-id inspect --unique-key my-worker-ChatRoom -`,
  define(command, call) {
    addKeyOptions(command.argument("[ids...]"), call.keys)
      .option("--json", "print JSON Lines with the parts and the verdict")
      .action((ids: string[], options: InspectOptions) =>
        call.run(async (io) => {
          const { inspect } = await import("../commands/inspect.js");
          return inspect(ids, call.keys, options, io);
        }),
      );
  },
};
