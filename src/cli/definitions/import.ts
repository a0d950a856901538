import type { ImportOptions } from "../commands/import.js";
import type { CommandDefinition } from "./definition.js";
import { addInputOptions } from "./input-options.js";
import { addKeyOptions } from "./key-options.js";

export const importCommand: CommandDefinition = {
  name: "import",
  description: "import valid IDs into an SQLite database",
  help: `
Takes the same inputs and keys as check. A secret key is not stored in the database.

Example:
  durable-id import --db objects.db --unique-key my-worker-ChatRoom ids.txt`,
  define(command, call) {
    addInputOptions(addKeyOptions(command.argument("[files...]"), call.keys))
      .requiredOption("--db <file>", "the SQLite database, created if it is missing")
      .option("--stored-data", "mark all imported objects as having stored data")
      .option("--json", "print the summary as one JSON object")
      .option("--no-progress", "hide the progress line")
      .action((files: string[], options: ImportOptions) =>
        call.run(async (io) => {
          const { importIds } = await import("../commands/import.js");
          return importIds(files, call.keys, options, io);
        }),
      );
  },
};
