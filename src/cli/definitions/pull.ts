import type { PullCommandOptions } from "../commands/pull.js";
import type { CommandDefinition } from "./definition.js";
import { listOption } from "./options.js";

export const pullCommand: CommandDefinition = {
  name: "pull",
  description: "copy an account's listing of objects from Cloudflare's API into an SQLite database",
  help: `
The token comes from --token-file, or from the environment variables that wrangler reads: CLOUDFLARE_API_KEY with CLOUDFLARE_EMAIL, or else CLOUDFLARE_API_TOKEN. It needs the permission Workers Scripts: Read. Without --account-id, CLOUDFLARE_ACCOUNT_ID names the account. The token is only sent to --base-url, which must be https:// unless it is on this machine, such as http://127.0.0.1:8787/client/v4 of durable-id serve, or --allow-http is given.

Once all objects of a namespace are copied, they replace its earlier objects in the database. Namespaces that an earlier pull copied and that no longer exist are removed, unless --namespace is given. The same command resumes a pull that was killed or stopped. Requests that fail temporarily, or that are rate-limited, are repeated after a pause.
Exit code 0: everything was copied; 2: the copy failed, or the account has no namespaces.

Examples:
  durable-id pull --account-id "$ACCOUNT" --token-file token --db objects.db
  durable-id pull --account-id "$ACCOUNT" --namespace my-worker_ChatRoom --db objects.db`,
  define(command, call) {
    command
      .requiredOption("--db <file>", "the SQLite database, created if it is missing")
      .option("--account-id <id>", "the account (default: $CLOUDFLARE_ACCOUNT_ID)")
      .addOption(listOption("--namespace <id>", "copy only this namespace, by its id or name (script_Class)"))
      .option("--token-file <file>", "a file with the API token (default: $CLOUDFLARE_API_TOKEN)")
      .option("--base-url <url>", "another server with the same API (default: Cloudflare's)")
      .option("--allow-http", "let --base-url send the token unencrypted to another host")
      .option("--restart", "start an interrupted pull from the beginning")
      .option("--allow-empty", "accept an account without namespaces")
      .option("--json", "print the summary as one JSON object")
      .option("--no-progress", "hide the progress line")
      .action((options: PullCommandOptions) =>
        call.run(async (io) => {
          const { pull } = await import("../commands/pull.js");
          return pull(options, io);
        }),
      );
  },
};
