import { Option } from "commander";
import type { CheckOptions } from "../check-options.js";
import type { CommandDefinition } from "./definition.js";
import { addInputOptions } from "./input-options.js";
import { addKeyOptions } from "./key-options.js";

export const checkCommand: CommandDefinition = {
  name: "check",
  description: "validate stored IDs, from files or standard input (-)",
  help: `
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
    durable-id check --key-file room.key --json -`,
  define(command, call) {
    addInputOptions(addKeyOptions(command.argument("[files...]"), call.keys))
      .option("--remote <url>", "get verdicts from a Worker that has the namespaces bound, instead of using keys")
      .option("--token-file <file>", "a file with the token for --remote")
      .option("--allow-http", "let --remote send the token unencrypted to another host")
      .option("--annotate", "print each record, preceded by its verdict, reason, namespace and place")
      .option("--output <file>", "write the output of --annotate to a file")
      .option("--invalid <file>", "write the invalid records to a file, in the format of --annotate")
      .option("--invalid-records <file>", "write the invalid records to a file, byte for byte")
      .option("--valid <file>", "write the valid records to a file, byte for byte")
      .option("--repairs <file>", "write damaged IDs with their repaired IDs to a file (CSV)")
      .option("--repair-limit <count>", "maximum number of records to search for a wrong digit (default: 100000)")
      .option("--report <file>", "write a report (HTML)")
      .option("--samples <count>", "samples of each reason in the summary, from 0 to 100 (default: 3)")
      .option("--junit <file>", "write test results for a CI (JUnit XML)")
      .option("--duplicates", "count valid IDs that occur more than once")
      .option("--json", "print the summary as one JSON object")
      .option("--quiet", "print only errors; the exit code is the result")
      .option("--max-invalid <limit>", "pass if at most this many records are invalid: 10, or 0.5%", "0")
      .option("--min-records <count>", "fail if there are fewer records (default: 1)")
      .option("--fail-fast", "stop at the first invalid record that exceeds --max-invalid")
      .option(
        "--jobs <count>",
        "threads, from 1 to 64 (default: one per core); with --remote: concurrent requests (default: 6)",
      )
      .option("--checkpoint <file>", "save the progress to a file; the same command resumes from it")
      .option("--checkpoint-every <seconds>", "seconds between two checkpoints (default: 1)")
      .option("--no-progress", "hide the progress line")
      .addOption(new Option("--engine <engine>", "the engine that hashes").choices(["auto", "wasm", "pure"]))
      .action((files: string[], options: CheckOptions) =>
        call.run(async (io) => {
          const { check } = await import("../commands/check.js");
          return check(files, call.keys, options, io);
        }),
      );
  },
};
