import { DEFAULT_STATE } from "../../local/default-state.js";
import type { ServeOptions } from "../commands/serve.js";
import type { CommandDefinition } from "./definition.js";
import { listOption } from "./options.js";

export const serveCommand: CommandDefinition = {
  name: "serve",
  description: "serve the listing API, and a page to browse it",
  help: `
The page is at /, the API at /client/v4, and its OpenAPI description at /client/v4/openapi.json. Requests for hosts other than localhost, IP addresses and those of --allowed-host are refused. After SIGTERM or SIGINT, current requests are completed first.

Examples:
  durable-id serve --state .wrangler/state/v3
  durable-id serve --db objects.db --port 8080 --token-file token`,
  define(command, call) {
    command
      .option("--state <dir>", `a local runtime's state folder (default: ${DEFAULT_STATE})`)
      .option("--db <file>", "an SQLite database from import or pull")
      .option("--port <port>", "the port to listen on; 0 for any free port", "8787")
      .option("--host <address>", "the address to listen on", "127.0.0.1")
      .option("--token-file <file>", "a file with the token (default: a new one, printed once)")
      .addOption(
        listOption("--allowed-host <name>", "a host name to accept, in addition to localhost and IP addresses"),
      )
      .option("--account-id <id>", "the only account to accept (default: any)")
      .action((options: ServeOptions) =>
        call.run(async (io) => {
          const { serve } = await import("../commands/serve.js");
          return serve(options, io);
        }),
      );
  },
};
