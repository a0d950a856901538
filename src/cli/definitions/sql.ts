import { Option } from "commander";
import { SQL_DIALECTS, SQL_FORMS, SQL_RESULTS } from "../../sql/options.js";
import type { SqlCommandOptions } from "../commands/sql.js";
import type { CommandDefinition } from "./definition.js";
import { addKeyOptions } from "./key-options.js";

export const sqlCommand: CommandDefinition = {
  name: "sql",
  description: "print SQL that validates IDs in the database that holds them",
  help: `
The SQL gives every text the same verdict as check; NULL is malformed. Names of columns, tables and functions are quoted; dots separate their parts, as in app.rooms.
With --params, the SQL has placeholders for the constants that are derived from the keys, and the file gets their values as a JSON array of strings, in the order of the placeholders. With a secret key (--key-file), --params or --allow-secret-key-in-sql is required, because anyone who reads the SQL could make IDs.
sqlite needs an extension with the function sha256; mysql also works in MariaDB.

Examples:
  durable-id sql --dialect postgres --unique-key my-worker-ChatRoom
  durable-id sql --dialect duckdb --config wrangler.jsonc --result namespace --as query --table sessions --column session_id
  durable-id sql --dialect bigquery --unique-key my-worker-ChatRoom --as function --name app.is_room
  durable-id sql --dialect mysql --unique-key my-worker-ChatRoom --from-name --column room
  durable-id sql --dialect postgres --key-file room.key --params values.json`,
  define(command, call) {
    addKeyOptions(command, call.keys)
      .addOption(new Option("--dialect <name>", "the database").choices(SQL_DIALECTS).makeOptionMandatory())
      .option("--column <name>", "the column of IDs, or of names with --from-name (default: id, or name)")
      .addOption(new Option("--as <form>", "what to print").choices(SQL_FORMS).default("expression"))
      .addOption(new Option("--result <what>", "what the SQL returns for an ID (default: valid)").choices(SQL_RESULTS))
      .option("--from-name", "print SQL that makes the ID of a name instead; takes one key")
      .option("--table <name>", "the table of --as query")
      .option("--name <name>", "the name of the function, or of the column that the query adds")
      .option("--params <file>", "print placeholders, and write their values to a new file (JSON)")
      .option("--allow-secret-key-in-sql", "print SQL that reveals as much as the secret key in --key-file")
      .action((options: SqlCommandOptions) =>
        call.run(async (io) => {
          const { sql } = await import("../commands/sql.js");
          return sql(call.keys, options, io);
        }),
      );
  },
};
