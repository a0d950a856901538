/** What the help says below the options. */

export const programHelp = `
Exit codes: 0 all IDs are valid, 1 some are not, 2 it could not be done,
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
