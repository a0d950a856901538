import { DEFAULT_STATE } from "../../local/default-state.js";
import { PLUGINS } from "../../local/kinds.js";
import type { LocateOptions } from "../commands/locate.js";
import type { CommandDefinition } from "./definition.js";
import { addClassOptions } from "./key-options.js";
import { choiceArgument } from "./options.js";

export const locateCommand: CommandDefinition = {
  name: "locate",
  description: "print the path of a local runtime's state file",
  help: `
Kinds and their arguments:
  do UNIQUE-KEY NAME          a Durable Object; UNIQUE-KEY is <worker>-<Class>
  do NAME                     the same, with --celld, or with --class and --worker or --config
  do UNIQUE-KEY --id ID       one of newUniqueId
  d1 DATABASE-ID              preview_database_id, else database_id, else the binding
  kv NAMESPACE-ID, r2 BUCKET  else the binding
  cache [NAME]                without a name, caches.default
  workflow NAME INSTANCE-ID   an instance of a workflow
  secrets-store STORE-ID      a secrets store
  flagship APP-ID, ratelimit NAMESPACE-ID, artifacts NAMESPACE, images, stream, observability
Exit code 0: the file exists; 1: it does not, but its path is printed.

Examples:
  sqlite3 "$(durable-id locate d1 my-database)"
  durable-id locate do my-worker-ChatRoom lobby`,
  define(command, call) {
    addClassOptions(
      command.addArgument(choiceArgument("<kind>", Object.keys(PLUGINS))).argument("[names...]"),
      call.keys,
    )
      .option("--state <dir>", "the state folder", DEFAULT_STATE)
      .option("--id <id>", "the ID of a Durable Object, instead of its name")
      .action((kind: string, names: string[], options: LocateOptions) =>
        call.run(async (io) => {
          const { locate } = await import("../commands/locate.js");
          return locate(kind, names, call.keys, options, io);
        }),
      );
  },
};
