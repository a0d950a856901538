/** What the help says below the options: a paragraph or list item is one line, which is wrapped when it is printed. */

/** What each exit code means, in all commands. */
export const exitCodesHelp = `
  0    everything is fine
  1    it was done, and some IDs are invalid or missing
  2    it could not be done: one line on standard error says why
  130  stopped by Ctrl-C (SIGINT)
  141  the reader of the output closed it, such as head: no error
  143  stopped by SIGTERM`;

/** The environment variables that are looked at. */
export const environmentHelp = `
  CLOUDFLARE_API_TOKEN  the token of pull; or CLOUDFLARE_API_KEY with CLOUDFLARE_EMAIL
  CLOUDFLARE_ACCOUNT_ID  the account of pull
  FORCE_COLOR  1 turns colours on, also in pipes and files; 0 turns them off
  NO_COLOR     1 turns colours off; --color and FORCE_COLOR come first
  TMPDIR       where check --duplicates, reconcile, scan and serve put temporary files`;

export const programHelp = `
Exit codes:${exitCodesHelp}

Environment:${environmentHelp}

Never pass a secret key as an argument: put it into a file, and pass --key-file.`;

export const checkHelp = `
Formats:
  text   one ID per line, exactly; an empty line is a malformed ID
  csv    RFC 4180 with a header; --field names the column unless there is only one (.csv, .tsv)
  jsonl  JSON Lines; --field names the member unless the lines are strings (.jsonl, .ndjson)
  Inputs packed with gzip or zstd are recognised by their first bytes, and unpacked (.csv.gz is CSV).

Keys: --config takes a wrangler configuration (.jsonc, .json or .toml) and derives the unique key of every Durable Object class, as wrangler dev does, with the keys that a class had before it was renamed. --worker and --class do so for one class without a file, and --celld for a class under celld. Only Cloudflare has production's keys: --remote asks a Worker that has the namespaces bound instead (docs/remote.md).

The summary goes to standard output, or to standard error with --annotate, which prints for each record its verdict, reason, namespace, jurisdiction, input, line and the record, separated by tabs. The verdicts: valid, malformed, foreign, wrongJurisdiction.

Inputs without a single record end with exit code 2, unless --allow-empty. If no file is named, check reads standard input, but not from a terminal: pass - for that.

Output files grow under a temporary name in the same folder, and get their own at the end. An output must be a regular file or a new one: links, devices and pipes are refused. With --checkpoint, a run that was killed or stopped continues when the same command is given again; its inputs must be files.

--repairs writes a CSV file: input, line, stored, repaired, namespace, how, bits. Only IDs that their checksum proves are in it. It is for the owner of the data: never accept a repaired ID from a client.

Examples:
  durable-id check --unique-key my-worker-ChatRoom ids.txt
  durable-id check --config wrangler.jsonc --env staging ids.txt
  durable-id check --key-file room.key --field id --invalid bad.tsv rooms.csv
  durable-id check --key-file room.key --checkpoint job.state dump.txt.gz
  durable-id check --remote https://w.example.com/ids --token-file token ids.txt
  psql -c 'copy (select id from rooms) to stdout' |
    durable-id check --key-file room.key --json -`;

export const grepHelp = `
An ID is a run of exactly 64 hex digits of either case, with anything else before and after it. Only IDs that are valid under the given keys are printed, unless --all. A line of output is file:line:column:ID, then the namespace and the jurisdiction, separated by tabs; with --all and keys, the verdict comes before these. Columns are bytes, counted from 1. Any text can be searched, logs, dumps and source code; gzip and zstd are unpacked, other containers refused. If no file is named, grep reads standard input, but not from a terminal: pass - for that.
Exit code 0: IDs were found; 1: none; 2: some input could not be searched, the others were.

Examples:
  durable-id grep --unique-key my-worker-ChatRoom worker.log dump.sql.gz
  durable-id grep --unique-key my-worker-ChatRoom -r src
  kubectl logs my-pod | durable-id grep --key-file room.key --json
  durable-id grep --all trace.json`;

export const mintHelp = `
Takes one key; of a configuration, --class chooses it. The name - means the lines of standard input: each of them is a name.

Examples:
  durable-id mint --unique-key my-worker-ChatRoom lobby
  durable-id mint --config wrangler.jsonc --class ChatRoom lobby
  durable-id mint --key-file room.key --jurisdiction eu --unique 1000`;

export const inspectHelp = `
Without a key it prints the parts of an ID; with keys, also the namespace that it belongs to. The ID - means the lines of standard input: each of them is an ID.
Exit code 0: all IDs are well-formed, and valid if keys are given.

Examples:
  durable-id inspect "$ID"
  durable-id inspect --unique-key my-worker-ChatRoom --json "$ID"
  tail -n 3 ids.txt | durable-id inspect --unique-key my-worker-ChatRoom -`;

export const sqlHelp = `
The SQL computes what check says, on every text; a null is malformed. Names of columns, tables and functions are quoted; dots separate their parts, as in app.rooms.
With --params, placeholders replace the constants that are derived from the keys, and the file gets a JSON array with the values in their order: strings to bind. The SQL of a secret key (--key-file) is printed only with --params or --allow-secret-key-in-sql, because anyone who reads it could make IDs.
sqlite needs a function sha256, of an extension; mysql is for MariaDB too.

Examples:
  durable-id sql --dialect postgres --unique-key my-worker-ChatRoom
  durable-id sql --dialect duckdb --config wrangler.jsonc --result namespace --as query --table sessions --column session_id
  durable-id sql --dialect bigquery --unique-key my-worker-ChatRoom --as function --name app.is_room
  durable-id sql --dialect mysql --unique-key my-worker-ChatRoom --from-name --column room
  durable-id sql --dialect postgres --key-file room.key --params values.json`;

export const importHelp = `
Takes the inputs and the keys of check. A secret key is not stored in the file.

Example:
  durable-id import --db objects.db --unique-key my-worker-ChatRoom ids.txt`;

export const pullHelp = `
The token comes from --token-file, or from the environment variables that wrangler reads: CLOUDFLARE_API_KEY with CLOUDFLARE_EMAIL, or else CLOUDFLARE_API_TOKEN. It needs the permission Workers Scripts: Read. Without --account-id, the account is that of CLOUDFLARE_ACCOUNT_ID. The token is sent to --base-url only, which must be https:// unless it is this machine, such as http://127.0.0.1:8787/client/v4 of durable-id serve, or --allow-http.

A namespace is listed in the database with exactly the objects that the API lists, once all of them are there; what was there before is replaced. Namespaces that an earlier pull has copied and that are gone are removed, unless --namespace. A pull that was killed or stopped continues when the same command is given again. Requests that fail for a moment, or too often, are repeated after a pause.
Exit code 0: everything was copied; 2: it was not, or the account has no namespaces.

Examples:
  durable-id pull --account-id "$ACCOUNT" --token-file token --db objects.db
  durable-id pull --account-id "$ACCOUNT" --namespace my-worker_ChatRoom --db objects.db`;
export const reconcileHelp = `
Takes the inputs of check, without a key: a stored ID is any 64 hex digits, of either case. It is looked up among the objects that are listed in the database, as pull or import makes it. Three sets come out: stored and listed; stored, not listed (the object is gone, or was never used); listed, not stored (nobody knows the object, and it may have stored data).

The CSV files have the columns namespace, id and hasStoredData, which is true, false, or empty if it is not known. All files are in the order of the IDs, each ID once. An empty listing ends with exit code 2, unless --allow-empty; an incomplete one always does.
Exit code 0: every stored record is the ID of a listed object, and every listed object is stored; 1: there are differences.

Examples:
  durable-id reconcile --db objects.db ids.txt
  durable-id reconcile --db objects.db --field room_id --listed-only orphans.csv rooms.csv
  durable-id reconcile --db objects.db --namespace my-worker_ChatRoom --json dump.txt.gz`;

export const serveHelp = `
The page is at /, the API at /client/v4, and its description at /client/v4/openapi.json. Requests for other hosts than localhost, IP addresses and those of --allowed-host are refused. SIGTERM and SIGINT let current requests end first.

Examples:
  durable-id serve --state .wrangler/state/v3
  durable-id serve --db objects.db --port 8080 --token-file token`;

export const locateHelp = `
Kinds and their arguments:
  do UNIQUE-KEY NAME          a Durable Object; UNIQUE-KEY is <worker>-<Class>
  do NAME                     the same, with --celld, or --worker or --config and --class
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
DIR is a state folder, a project's folder, or .wrangler. Printed for each object: its ID, whether the ID is valid in the namespace of its folder, whether the object has stored data (in its facets too), its size, and its name if that is on disk. A stray can't be reached: another namespace than its folder's made its ID, for example because the folder was renamed. Strays may be of the keys that --unique-key names, or of --config, in all its environments. What isn't known is listed at the end. The files are copied to be read, and nothing in the folder is written; this needs the package libsql.
Exit code 0: all objects are valid and can be read; 1: some are not; 2: no state folder was found.

Examples:
  durable-id scan
  durable-id scan .wrangler/state/v3 --unique-key my-worker-OldName
  durable-id scan --json | jq -r 'select(.verdict == "stray").path'`;

export const benchHelp = `
Both engines and node:crypto get the same IDs. First they must agree on strings of every kind; then they take turns, so that a busy machine slows all of them down. Exit code 0: it was measured.

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
