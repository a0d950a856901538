import type { ReconcileCommandOptions } from "../commands/reconcile.js";
import type { CommandDefinition } from "./definition.js";
import { addInputOptions } from "./input-options.js";
import { listOption } from "./options.js";

export const reconcileCommand: CommandDefinition = {
  name: "reconcile",
  description: "compare stored IDs with the objects of a listing",
  help: `
Takes the same inputs as check, but no key: a stored ID is any 64 hex digits, of either case. Each is looked up among the objects in a database from pull or import. The result is three sets: stored and listed; stored, not listed (the object was deleted, or never used); listed, not stored (an orphaned object, which may have stored data).

The CSV files have the columns namespace, id and hasStoredData, which is true, false, or empty if unknown. All files are sorted by ID, without duplicates. An empty listing is an error (exit code 2), unless --allow-empty; an incomplete listing always is.
Exit code 0: every stored record is the ID of a listed object, and every listed object is stored; 1: there are differences.

Examples:
  durable-id reconcile --db objects.db ids.txt
  durable-id reconcile --db objects.db --field room_id --listed-only orphans.csv rooms.csv
  durable-id reconcile --db objects.db --namespace my-worker_ChatRoom --json dump.txt.gz`,
  define(command, call) {
    addInputOptions(command.argument("[files...]"))
      .requiredOption("--db <file>", "the SQLite database with the listing")
      .addOption(listOption("--namespace <id>", "a namespace of the listing, by id or name (default: all)"))
      .option("--both <file>", "write the objects that are stored and listed to a file (CSV)")
      .option("--stored-only <file>", "write the IDs that are stored and not listed to a file (text)")
      .option("--listed-only <file>", "write the objects that are listed and not stored to a file (CSV)")
      .option("--report <file>", "write a report (HTML)")
      .option("--json", "print the summary as one JSON object")
      .option("--no-progress", "hide the progress line")
      .action((files: string[], options: ReconcileCommandOptions) =>
        call.run(async (io) => {
          const { reconcileIds } = await import("../commands/reconcile.js");
          return reconcileIds(files, options, io);
        }),
      );
  },
};
