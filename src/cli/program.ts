import { Argument, Command, Option } from "commander";
import { PLUGINS } from "../local/kinds.js";
import { SQL_DIALECTS, SQL_FORMS, SQL_RESULTS } from "../sql/options.js";
import { parseCelldClass } from "./celld-class.js";
import type { CheckOptions } from "./check-options.js";
import { COLOR_CHOICES, type ColorChoice } from "./color-choice.js";
import { choiceArgument } from "./command-table.js";
import type { BenchOptions } from "./commands/bench.js";
import type { GrepOptions } from "./commands/grep.js";
import type { ImportOptions } from "./commands/import.js";
import type { InspectOptions } from "./commands/inspect.js";
import type { LocateOptions } from "./commands/locate.js";
import type { MintOptions } from "./commands/mint.js";
import type { PullCommandOptions } from "./commands/pull.js";
import type { ReconcileCommandOptions } from "./commands/reconcile.js";
import type { ScanCommandOptions } from "./commands/scan.js";
import type { ServeOptions } from "./commands/serve.js";
import type { SqlCommandOptions } from "./commands/sql.js";
import { SHELLS, type Shell } from "./completion/shells.js";
import { CliError } from "./errors.js";
import { ExitCode } from "./exit-code.js";
import { FORMATS } from "./format-options.js";
import {
  benchHelp,
  checkHelp,
  completionHelp,
  grepHelp,
  importHelp,
  inspectHelp,
  locateHelp,
  mintHelp,
  programHelp,
  pullHelp,
  reconcileHelp,
  scanHelp,
  serveHelp,
  sqlHelp,
} from "./help.js";
import type { Io } from "./io.js";
import type { KeySource } from "./keys.js";
import { version } from "./version.js";
import { helpWidth, wrapHelp } from "./wrap-help.js";

/** The folder in which `wrangler dev` and the Vite plugin keep a project's state. */
const DEFAULT_STATE = ".wrangler/state/v3";

/** The commands with their options, and the exit code of the one that ran. */
export interface Program {
  readonly command: Command;
  /** The exit code of the command, once it has run. */
  exitCode(): ExitCode;
  /** The text below the options in each command's help, by the command's name. */
  readonly notes: ReadonlyMap<string, string>;
}

/** Creates the command line for one call. Each command is loaded when it is called, to save time and memory. */
export function createProgram(surroundings: Io): Program {
  let io = surroundings;
  let exitCode: ExitCode = ExitCode.valid;
  const command = new Command("durable-id")
    .description("Durable Object IDs outside Cloudflare's runtime: validate, make and inspect them.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addOption(new Option("--color <when>", "when to use colours").choices(COLOR_CHOICES).default("auto"))
    .addHelpText("after", afterOptions(programHelp, io))
    .hook("preAction", () => {
      io = { ...surroundings, color: command.opts<{ color: ColorChoice }>().color };
    });

  // All commands share this list: it has the keys in the order of the command line.
  const keys: KeySource[] = [];
  const notes = new Map<string, string>();
  const addCommand = (synopsis: string, description: string, help: string): Command => {
    const added = command
      .command(synopsis)
      .description(description)
      .helpOption("-h, --help", "print this help")
      .addHelpText("after", afterOptions(help, io));
    notes.set(added.name(), help);
    return added;
  };
  const addKeyedCommand = (
    synopsis: string,
    description: string,
    help: string,
    { takesOneKey = false } = {},
  ): Command => {
    const note = takesOneKey ? "" : AGAIN;
    const keyed = addCommand(synopsis, description, help)
      .addOption(
        keyOption("--unique-key <key>", `the namespace's unique key${note}`, (key) => keys.push({ uniqueKey: key })),
      )
      .addOption(
        keyOption(
          "--key-file <file>",
          `a file with the namespace's key: 32 raw bytes or 64 hex digits${note}`,
          (file) => keys.push({ keyFile: file }),
        ),
      );
    return addClassOptions(keyed, keys, note).option(
      "--jurisdiction <name>",
      `restrict the ${takesOneKey ? "namespace" : "namespaces"} to a jurisdiction, such as eu`,
    );
  };

  addFormatOptions(
    addKeyedCommand("check [files...]", "validate stored IDs, from files or standard input (-)", checkHelp),
  )
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
    .action(async (files: string[], options: CheckOptions) => {
      const { check } = await import("./commands/check.js");
      exitCode = await check(files, keys, options, io);
    });
  addKeyedCommand("grep [files...]", "find IDs in any text, with their namespaces", grepHelp)
    .option("--all", "find every run of 64 hex digits; needs no key")
    .option("--json", "print JSON Lines with file, line, column, offset, id, text, verdict, namespace, jurisdiction")
    .option("--count", "print only the number of IDs in each file")
    .option("--quiet", "print nothing, and stop at the first ID")
    .option("-r, --recursive", "search the files in folders")
    .action(async (files: string[], options: GrepOptions) => {
      const { grep } = await import("./commands/grep.js");
      exitCode = await grep(files, keys, options, io);
    });
  addKeyedCommand("mint [names...]", "make IDs from names, or random IDs", mintHelp, { takesOneKey: true })
    .option("--unique <count>", "make this many random IDs")
    .option("--json", "print JSON Lines with name, id, jurisdiction")
    .action(async (names: string[], options: MintOptions) => {
      const { mint } = await import("./commands/mint.js");
      exitCode = await mint(names, keys, options, io);
    });
  addKeyedCommand("inspect [ids...]", "show the parts of IDs, and their namespaces", inspectHelp)
    .option("--json", "print JSON Lines with the parts and the verdict")
    .action(async (ids: string[], options: InspectOptions) => {
      const { inspect } = await import("./commands/inspect.js");
      exitCode = await inspect(ids, keys, options, io);
    });
  addKeyedCommand("sql", "print SQL that validates IDs in the database that holds them", sqlHelp)
    .addOption(new Option("--dialect <name>", "the database").choices(SQL_DIALECTS).makeOptionMandatory())
    .option("--column <name>", "the column of IDs, or of names with --from-name (default: id, or name)")
    .addOption(new Option("--as <form>", "what to print").choices(SQL_FORMS).default("expression"))
    .addOption(new Option("--result <what>", "what the SQL returns for an ID (default: valid)").choices(SQL_RESULTS))
    .option("--from-name", "print SQL that makes the ID of a name instead; takes one key")
    .option("--table <name>", "the table of --as query")
    .option("--name <name>", "the name of the function, or of the column that the query adds")
    .option("--params <file>", "print placeholders, and write their values to a new file (JSON)")
    .option("--allow-secret-key-in-sql", "print SQL that reveals as much as the secret key in --key-file")
    .action(async (options: SqlCommandOptions) => {
      const { sql } = await import("./commands/sql.js");
      exitCode = await sql(keys, options, io);
    });
  addClassOptions(
    addCommand("locate", "print the path of a local runtime's state file", locateHelp)
      .addArgument(choiceArgument("<kind>", Object.keys(PLUGINS)))
      .argument("[names...]"),
    keys,
  )
    .option("--state <dir>", "the state folder", DEFAULT_STATE)
    .option("--id <id>", "the ID of a Durable Object, instead of its name")
    .action(async (kind: string, names: string[], options: LocateOptions) => {
      const { locate } = await import("./commands/locate.js");
      exitCode = await locate(kind, names, keys, options, io);
    });
  addClassOptions(
    addCommand(
      "scan [dir]",
      `list the objects in a local runtime's state folder (default: ${DEFAULT_STATE})`,
      scanHelp,
    ),
    keys,
  )
    .addOption(
      keyOption(
        "--unique-key <key>",
        `a unique key that strays may belong to, such as that of an older class name${AGAIN}`,
        (key) => keys.push({ uniqueKey: key }),
      ),
    )
    .addOption(listOption("--name <name>", "a possible object name, shown next to the object whose ID it gives"))
    .option("--json", "print JSON Lines, one object per line")
    .action(async (directory: string | undefined, options: ScanCommandOptions) => {
      const { scan } = await import("./commands/scan.js");
      exitCode = await scan(directory ?? DEFAULT_STATE, keys, options, io);
    });
  addFormatOptions(addKeyedCommand("import [files...]", "import valid IDs into an SQLite database", importHelp))
    .requiredOption("--db <file>", "the SQLite database, created if it is missing")
    .option("--stored-data", "mark all imported objects as having stored data")
    .option("--json", "print the summary as one JSON object")
    .option("--no-progress", "hide the progress line")
    .action(async (files: string[], options: ImportOptions) => {
      const { importIds } = await import("./commands/import.js");
      exitCode = await importIds(files, keys, options, io);
    });
  addCommand("pull", "copy an account's listing of objects from Cloudflare's API into an SQLite database", pullHelp)
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
    .action(async (options: PullCommandOptions) => {
      const { pull } = await import("./commands/pull.js");
      exitCode = await pull(options, io);
    });
  addFormatOptions(
    addCommand("reconcile [files...]", "compare stored IDs with the objects of a listing", reconcileHelp),
  )
    .requiredOption("--db <file>", "the SQLite database with the listing")
    .addOption(listOption("--namespace <id>", "a namespace of the listing, by id or name (default: all)"))
    .option("--both <file>", "write the objects that are stored and listed to a file (CSV)")
    .option("--stored-only <file>", "write the IDs that are stored and not listed to a file (text)")
    .option("--listed-only <file>", "write the objects that are listed and not stored to a file (CSV)")
    .option("--report <file>", "write a report (HTML)")
    .option("--json", "print the summary as one JSON object")
    .option("--no-progress", "hide the progress line")
    .action(async (files: string[], options: ReconcileCommandOptions) => {
      const { reconcileIds } = await import("./commands/reconcile.js");
      exitCode = await reconcileIds(files, options, io);
    });
  addCommand("serve", "serve the listing API, and a page to browse it", serveHelp)
    .option("--state <dir>", "a local runtime's state folder (default: .wrangler/state/v3)")
    .option("--db <file>", "an SQLite database from import or pull")
    .option("--port <port>", "the port to listen on; 0 for any free port", "8787")
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .option("--token-file <file>", "a file with the token (default: a new one, printed once)")
    .addOption(listOption("--allowed-host <name>", "a host name to accept, in addition to localhost and IP addresses"))
    .option("--account-id <id>", "the only account to accept (default: any)")
    .action(async (options: ServeOptions) => {
      const { serve } = await import("./commands/serve.js");
      exitCode = await serve(options, io);
    });
  addCommand("bench", "measure the time per ID on this machine", benchHelp)
    .option("--seconds <seconds>", "the total duration of the measurements", "5")
    .option("--json", "print one JSON object")
    .option("--no-progress", "hide the progress line")
    .action(async (options: BenchOptions) => {
      const { bench } = await import("./commands/bench.js");
      exitCode = await bench(options, io);
    });
  addCommand("completion", "print shell completions", completionHelp)
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .action(async (shell: Shell) => {
      const { completion } = await import("./commands/completion.js");
      exitCode = await completion(shell, command, io);
    });
  return { command, exitCode: () => exitCode, notes };
}

/** Formats the help below the options for the width of the output. */
function afterOptions(help: string, io: Io): () => string {
  return () => wrapHelp(help, helpWidth(io.stdout));
}

/** Options for users who know the classes of Durable Objects, but not the keys. */
function addClassOptions(command: Command, keys: KeySource[], note = ""): Command {
  const description = `a wrangler configuration, for the keys of its Durable Object classes${note}`;
  const celld = (name: string) => keys.push({ uniqueKey: parseCelldClass(name) });
  return command
    .addOption(keyOption("--celld <script/class>", `a class in celld, for its key${note}`, celld))
    .addOption(keyOption("--config <file>", description, (config) => keys.push({ config })))
    .addOption(filledOption("--env <name>", "the environment of --config (default: the top level)"))
    .addOption(filledOption("--worker <name>", "the Worker that has --class"))
    .addOption(filledOption("--class <name>", "the class of --worker, or the only class of --config to use"));
}

/** Options for reading the files of stored IDs. */
function addFormatOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--format <format>", "the format of the inputs (default: by first bytes or extension)").choices(
        FORMATS,
      ),
    )
    .addOption(
      listOption(
        "--field <name>",
        "the column of CSV or Parquet, or the member of JSON, that holds the ID; FILE:NAME for one file",
      ),
    )
    .addOption(listOption("--query <sql>", "SQLite: a SELECT whose first column holds the ID; FILE:SQL for one file"))
    .option(
      "--delimiter <character>",
      "the delimiter of CSV (default: the one of , ; tab | that gives --field a column)",
    )
    .option("--no-header", "the CSV has no header: --field is a column's number, counted from 1")
    .option("--scoped", "also accept IDs that are stored as Class:ID, as celld writes them")
    .option("--allow-empty", "accept inputs without a single record");
}

/** The note in the help of an option that may be given more than once. */
const AGAIN = " (repeatable)";

/** An option that may be given more than once; its value is the list of all values. */
function listOption(flags: string, description: string): Option {
  return new Option(flags, description + AGAIN).argParser((value, list?: string[]) => [...(list ?? []), value]);
}

/** An option that adds a key each time it is given. */
function keyOption(flags: string, description: string, add: (value: string) => void): Option {
  return new Option(flags, description).argParser((value) => {
    add(notEmpty(flags.split(" ")[0], value));
    return value;
  });
}

/** An option whose value must not be empty. */
function filledOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value) => notEmpty(flags.split(" ")[0], value));
}

/** Checks that the value of an option is not empty: an empty one most likely comes from an unset variable. */
function notEmpty(option: string, value: string): string {
  if (value !== "") return value;
  throw new CliError(`${option} must not be empty: is a variable unset?`);
}
