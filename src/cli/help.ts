/** The text of the help below the options. Each paragraph or list item is one line, which is wrapped when it is printed. */

/** The meaning of each exit code, the same in all commands. */
export const exitCodesHelp = `
  0    success
  1    the command ran, and some IDs are invalid or missing
  2    the command failed: one line on standard error gives the reason
  130  stopped by Ctrl-C (SIGINT)
  141  the reader of the output closed it, as head does: not an error
  143  stopped by SIGTERM`;

/** The environment variables that the commands read. */
export const environmentHelp = `
  CLOUDFLARE_API_TOKEN  the token for pull; or CLOUDFLARE_API_KEY with CLOUDFLARE_EMAIL
  CLOUDFLARE_ACCOUNT_ID  the account for pull
  FORCE_COLOR  1 turns colours on, also in pipes and files; 0 turns them off
  NO_COLOR     1 turns colours off; --color and FORCE_COLOR override it
  TMPDIR       the folder for temporary files of check --duplicates, reconcile, scan and serve`;

export const programHelp = `
Exit codes:${exitCodesHelp}

Environment:${environmentHelp}

Never pass a secret key as an argument: put it into a file, and pass --key-file.`;

export const checkHelp = `
Formats:
  text   one ID per line and nothing else; an empty line is a malformed ID
  csv    RFC 4180 with a header; --field names the column unless there is only one (.csv, .tsv)
  jsonl  JSON Lines; --field names the member unless the lines are strings (.jsonl, .ndjson)
  Inputs that are compressed with gzip or zstd are detected by their first bytes (.csv.gz is CSV).

Keys: --config takes a wrangler configuration (.jsonc, .json or .toml) and derives the unique key of every Durable Object class, as wrangler dev does, including the older keys of renamed classes. --worker and --class do the same for one class without a file, and --celld for a class in celld. Only Cloudflare has the keys of production: for those IDs, --remote gets the verdicts from a Worker that has the namespaces bound (docs/remote.md).

The summary goes to standard output, or to standard error with --annotate, which prints for each record its verdict, reason, namespace, jurisdiction, input, line and the record, separated by tabs. The verdicts: valid, malformed, foreign, wrongJurisdiction.

Inputs without a single record are an error (exit code 2), unless --allow-empty. Without a file, check reads standard input; to read from a terminal, pass -.

Output files are written under a temporary name in the same folder, and renamed at the end. An output must be a regular file or a new one: links, devices and pipes are refused. With --checkpoint, the same command resumes a run that was killed or stopped; its inputs must be files.

--repairs writes a CSV file: input, line, stored, repaired, namespace, how, bits. It contains only repairs that the checksum proves. They are meant for the owner of the data: never accept a repaired ID from a client.

Examples:
  durable-id check --unique-key my-worker-ChatRoom ids.txt
  durable-id check --config wrangler.jsonc --env staging ids.txt
  durable-id check --key-file room.key --field id --invalid bad.tsv rooms.csv
  durable-id check --key-file room.key --checkpoint job.state dump.txt.gz
  durable-id check --remote https://w.example.com/ids --token-file token ids.txt
  psql -c 'copy (select id from rooms) to stdout' |
    durable-id check --key-file room.key --json -`;

export const grepHelp = `
An ID is a run of exactly 64 hex digits of either case, with anything else before and after it. Only IDs that are valid under the given keys are printed, unless --all. Each line of output is file:line:column:ID, then the namespace and the jurisdiction, separated by tabs; with --all and keys, the verdict precedes them. Columns are bytes, counted from 1. Any text can be searched: logs, dumps, source code. Inputs that are compressed with gzip or zstd are unpacked; other archives are refused. Without a file, grep reads standard input; to read from a terminal, pass -.
Exit code 0: IDs were found; 1: no IDs were found; 2: an input could not be searched, but all others were.

Examples:
  durable-id grep --unique-key my-worker-ChatRoom worker.log dump.sql.gz
  durable-id grep --unique-key my-worker-ChatRoom -r src
  kubectl logs my-pod | durable-id grep --key-file room.key --json
  durable-id grep --all trace.json`;

export const mintHelp = `
Takes one key; --class selects a class of a configuration. The name - reads names from standard input, one per line.

Examples:
  durable-id mint --unique-key my-worker-ChatRoom lobby
  durable-id mint --config wrangler.jsonc --class ChatRoom lobby
  durable-id mint --key-file room.key --jurisdiction eu --unique 1000`;

export const inspectHelp = `
Without a key, inspect prints the parts of an ID; with keys, also the namespace that it belongs to. The ID - reads IDs from standard input, one per line.
Exit code 0: all IDs are well-formed, and valid if keys are given.

Examples:
  durable-id inspect "$ID"
  durable-id inspect --unique-key my-worker-ChatRoom --json "$ID"
  tail -n 3 ids.txt | durable-id inspect --unique-key my-worker-ChatRoom -`;

export const sqlHelp = `
The SQL gives every text the same verdict as check; NULL is malformed. Names of columns, tables and functions are quoted; dots separate their parts, as in app.rooms.
With --params, the SQL has placeholders for the constants that are derived from the keys, and the file gets their values as a JSON array of strings, in the order of the placeholders. With a secret key (--key-file), --params or --allow-secret-key-in-sql is required, because anyone who reads the SQL could make IDs.
sqlite needs an extension with the function sha256; mysql also works in MariaDB.

Examples:
  durable-id sql --dialect postgres --unique-key my-worker-ChatRoom
  durable-id sql --dialect duckdb --config wrangler.jsonc --result namespace --as query --table sessions --column session_id
  durable-id sql --dialect bigquery --unique-key my-worker-ChatRoom --as function --name app.is_room
  durable-id sql --dialect mysql --unique-key my-worker-ChatRoom --from-name --column room
  durable-id sql --dialect postgres --key-file room.key --params values.json`;

export const importHelp = `
Takes the same inputs and keys as check. A secret key is not stored in the database.

Example:
  durable-id import --db objects.db --unique-key my-worker-ChatRoom ids.txt`;

export const pullHelp = `
The token comes from --token-file, or from the environment variables that wrangler reads: CLOUDFLARE_API_KEY with CLOUDFLARE_EMAIL, or else CLOUDFLARE_API_TOKEN. It needs the permission Workers Scripts: Read. Without --account-id, CLOUDFLARE_ACCOUNT_ID names the account. The token is only sent to --base-url, which must be https:// unless it is on this machine, such as http://127.0.0.1:8787/client/v4 of durable-id serve, or --allow-http is given.

Once all objects of a namespace are copied, they replace its earlier objects in the database. Namespaces that an earlier pull copied and that no longer exist are removed, unless --namespace is given. The same command resumes a pull that was killed or stopped. Requests that fail temporarily, or that are rate-limited, are repeated after a pause.
Exit code 0: everything was copied; 2: the copy failed, or the account has no namespaces.

Examples:
  durable-id pull --account-id "$ACCOUNT" --token-file token --db objects.db
  durable-id pull --account-id "$ACCOUNT" --namespace my-worker_ChatRoom --db objects.db`;
export const reconcileHelp = `
Takes the same inputs as check, but no key: a stored ID is any 64 hex digits, of either case. Each is looked up among the objects in a database from pull or import. The result is three sets: stored and listed; stored, not listed (the object was deleted, or never used); listed, not stored (an orphaned object, which may have stored data).

The CSV files have the columns namespace, id and hasStoredData, which is true, false, or empty if unknown. All files are sorted by ID, without duplicates. An empty listing is an error (exit code 2), unless --allow-empty; an incomplete listing always is.
Exit code 0: every stored record is the ID of a listed object, and every listed object is stored; 1: there are differences.

Examples:
  durable-id reconcile --db objects.db ids.txt
  durable-id reconcile --db objects.db --field room_id --listed-only orphans.csv rooms.csv
  durable-id reconcile --db objects.db --namespace my-worker_ChatRoom --json dump.txt.gz`;

export const serveHelp = `
The page is at /, the API at /client/v4, and its OpenAPI description at /client/v4/openapi.json. Requests for hosts other than localhost, IP addresses and those of --allowed-host are refused. After SIGTERM or SIGINT, current requests are completed first.

Examples:
  durable-id serve --state .wrangler/state/v3
  durable-id serve --db objects.db --port 8080 --token-file token`;

export const locateHelp = `
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
  durable-id locate do my-worker-ChatRoom lobby`;

export const scanHelp = `
DIR is a state folder, a project's folder, or .wrangler. Each object is printed with its ID, whether the ID is valid in the namespace of its folder, whether the object has stored data (including its facets), its size, and its name if it is on disk. A stray object can't be reached, because its ID belongs to another namespace than its folder, for example after the folder was renamed. To find the namespaces of strays, pass their keys with --unique-key, or --config, which tries all environments. Unknown files are listed at the end. Files are copied before they are read, and nothing in the folder is written. Needs the package libsql.
Exit code 0: all objects are valid and can be read; 1: some are not; 2: there is no state folder.

Examples:
  durable-id scan
  durable-id scan .wrangler/state/v3 --unique-key my-worker-OldName
  durable-id scan --json | jq -r 'select(.verdict == "stray").path'`;

export const benchHelp = `
Both engines and node:crypto get the same IDs. First their results on strings of all kinds must agree; then they take turns, so that a busy machine slows all of them down equally.

Examples:
  durable-id bench
  durable-id bench --seconds 1 --json
  bun node_modules/durable-id/dist/bin.js bench`;

export const completionHelp = `
Completes commands, options, the values of options, and file names.

Examples:
  source <(durable-id completion bash)   # in ~/.bashrc
  source <(durable-id completion zsh)    # in ~/.zshrc, after compinit
  durable-id completion fish > ~/.config/fish/completions/durable-id.fish`;
