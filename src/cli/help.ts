/** What the help says below the options. */

export const programHelp = `
Exit codes: 0 all is well, 1 some IDs are not valid or not there, 2 it could not be done,
130 and 143 stopped by Ctrl-C (SIGINT) or SIGTERM.
A secret key never stands in the arguments: it comes from a file, with --key-file.`;

export const checkHelp = `
Formats:
  text   one ID a line, exactly; an empty line is a malformed ID
  csv    RFC 4180 with a header; --field names the column unless there is only one (.csv, .tsv)
  jsonl  JSON Lines; --field names the member unless the lines are strings (.jsonl, .ndjson)
  Inputs packed with gzip or zstd are unpacked, by their first bytes (.csv.gz is CSV).

The summary goes to standard output, or to standard error with --annotate, which prints
verdict, namespace, jurisdiction and the record, with tabs between, for each record.
The verdicts: valid, malformed, foreign, wrongJurisdiction.

Output files grow under another name that ends in .partial, and get their own at the end.
With --checkpoint a run that was killed or stopped goes on where it was when the same
command is given again; its inputs have to be files.

Examples:
  durable-id check --unique-key my-worker-ChatRoom ids.txt
  durable-id check --key-file room.key --field session_id --invalid bad.csv sessions.csv
  durable-id check --key-file room.key --checkpoint job.state --valid good.txt dump.txt.gz
  psql -c 'copy (select id from rooms) to stdout' | durable-id check --key-file room.key --json`;

export const mintHelp = `
Takes one key. The name - stands for the lines of standard input, each of them a name.

Examples:
  durable-id mint --unique-key my-worker-ChatRoom lobby
  durable-id mint --key-file room.key --jurisdiction eu --unique 1000`;

export const inspectHelp = `
Without a key it tells the parts; with one or several, whose the ID is too.
Exit code 0: all IDs are well-formed, and, where keys are given, valid.

Examples:
  durable-id inspect 37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5
  durable-id inspect --unique-key my-worker-ChatRoom --json "$ID"`;

export const importHelp = `
Takes the inputs and the keys of check. A secret key is not stored in the file.

Example:
  durable-id import --db objects.db --unique-key my-worker-ChatRoom --field session_id sessions.csv`;

export const serveHelp = `
The page is at /, the API at /client/v4, and its description at /client/v4/openapi.json.
SIGTERM and SIGINT let requests under way end first.

Examples:
  durable-id serve --state .wrangler/state/v3
  durable-id serve --db objects.db --port 8080 --token-file token`;

export const locateHelp = `
Kinds and their arguments:
  do UNIQUE-KEY NAME          a Durable Object; UNIQUE-KEY is <worker>-<Class>
  do UNIQUE-KEY --id ID       one of newUniqueId
  d1 DATABASE-ID              preview_database_id, else database_id, else the binding
  kv NAMESPACE-ID, r2 BUCKET  else the binding
  cache [NAME]                without a name, caches.default
  workflow NAME INSTANCE-ID
  secrets-store STORE-ID, flagship APP-ID, ratelimit NAMESPACE-ID, artifacts NAMESPACE
  images, stream, observability
Exit code 0: the file exists; 1: it doesn't, and its path is printed all the same.

Examples:
  sqlite3 "$(durable-id locate d1 11111111-2222-3333-4444-555555555555)"
  durable-id locate do my-worker-ChatRoom lobby`;

export const scanHelp = `
DIR is a state folder, a project's folder, or .wrangler. Printed for each object: its ID, whether
the ID is valid in the namespace of its folder, whether the object has stored data (in its facets
too), its size, and its name if that is on disk. A stray can't be reached: another namespace than
its folder's made its ID, as after the folder was renamed. What isn't known is listed at the end.
The files are copied aside to be read, and nothing in the folder is written. Needs the package
libsql.
Exit code 0: all objects are valid and can be read; 1: some are not; 2: no state folder was found.

Examples:
  durable-id scan
  durable-id scan .wrangler/state/v3 --unique-key my-worker-OldName --name lobby
  durable-id scan --json | jq -r 'select(.verdict == "stray").path'`;

export const benchHelp = `
Both engines and node:crypto get the same IDs. First they have to agree on strings of every kind;
then they take turns, so that a busy machine is as bad for all. Exit code 0: it was measured.

Examples:
  durable-id bench
  durable-id bench --seconds 1 --json
  bun node_modules/durable-id/dist/bin.js bench`;
