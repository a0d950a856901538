import { DEFAULT_STATE } from "../../local/default-state.js";
import type { ScanCommandOptions } from "../commands/scan.js";
import type { CommandDefinition } from "./definition.js";
import { addClassOptions } from "./key-options.js";
import { AGAIN, keyOption, listOption } from "./options.js";

export const scanCommand: CommandDefinition = {
  name: "scan",
  description: `list the objects in a local runtime's state folder (default: ${DEFAULT_STATE})`,
  help: `
DIR is a state folder, a project's folder, or .wrangler. Each object is printed with its ID, whether the ID is valid in the namespace of its folder, whether the object has stored data (including its facets), its size, and its name if it is on disk. A stray object can't be reached, because its ID belongs to another namespace than its folder, for example after the folder was renamed. To find the namespaces of strays, pass their keys with --unique-key, or --config, which tries all environments. Unknown files are listed at the end. Files are copied before they are read, and nothing in the folder is written. Needs the package libsql.
Exit code 0: all objects are valid and can be read; 1: some are not; 2: there is no state folder.

Examples:
  durable-id scan
  durable-id scan .wrangler/state/v3 --unique-key my-worker-OldName
  durable-id scan --json | jq -r 'select(.verdict == "stray").path'`,
  define(command, call) {
    addClassOptions(command.argument("[dir]"), call.keys)
      .addOption(
        keyOption(
          "--unique-key <key>",
          `a unique key that strays may belong to, such as that of an older class name${AGAIN}`,
          (key) => call.keys.push({ uniqueKey: key }),
        ),
      )
      .addOption(listOption("--name <name>", "a possible object name, shown next to the object whose ID it gives"))
      .option("--json", "print JSON Lines, one object per line")
      .action((directory: string | undefined, options: ScanCommandOptions) =>
        call.run(async (io) => {
          const { scan } = await import("../commands/scan.js");
          return scan(directory ?? DEFAULT_STATE, call.keys, options, io);
        }),
      );
  },
};
