import type { MintOptions } from "../commands/mint.js";
import type { CommandDefinition } from "./definition.js";
import { addKeyOptions } from "./key-options.js";

export const mintCommand: CommandDefinition = {
  name: "mint",
  description: "make IDs from names, or random IDs",
  help: `
Takes one key; --class selects a class of a configuration. The name - reads names from standard input, one per line.

Examples:
  durable-id mint --unique-key my-worker-ChatRoom lobby
  durable-id mint --config wrangler.jsonc --class ChatRoom lobby
  durable-id mint --key-file room.key --jurisdiction eu --unique 1000`,
  define(command, call) {
    addKeyOptions(command.argument("[names...]"), call.keys, { takesOneKey: true })
      .option("--unique <count>", "make this many random IDs")
      .option("--json", "print JSON Lines with name, id, jurisdiction")
      .action((names: string[], options: MintOptions) =>
        call.run(async (io) => {
          const { mint } = await import("../commands/mint.js");
          return mint(names, call.keys, options, io);
        }),
      );
  },
};
