import { type Command, Option } from "commander";
import { INPUT_FORMATS } from "../../check/planned-input.js";
import { listOption } from "./options.js";

/** Options for reading the files of stored IDs. */
export function addInputOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--format <format>", "the format of the inputs (default: by first bytes or extension)").choices(
        INPUT_FORMATS,
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
