import type { Command } from "commander";
import { parseCelldClass } from "../celld-class.js";
import type { KeySource } from "../keys.js";
import { AGAIN, filledOption, keyOption } from "./options.js";

/** Options for keys of namespaces, which are added to the list, and for a jurisdiction. */
export function addKeyOptions(command: Command, keys: KeySource[], { takesOneKey = false } = {}): Command {
  const note = takesOneKey ? "" : AGAIN;
  command
    .addOption(
      keyOption("--unique-key <key>", `the namespace's unique key${note}`, (key) => keys.push({ uniqueKey: key })),
    )
    .addOption(
      keyOption("--key-file <file>", `a file with the namespace's key: 32 raw bytes or 64 hex digits${note}`, (file) =>
        keys.push({ keyFile: file }),
      ),
    );
  return addClassOptions(command, keys, note).option(
    "--jurisdiction <name>",
    `restrict the ${takesOneKey ? "namespace" : "namespaces"} to a jurisdiction, such as eu`,
  );
}

/** Options for users who know the classes of Durable Objects, but not the keys. */
export function addClassOptions(command: Command, keys: KeySource[], note = ""): Command {
  const description = `a wrangler configuration, for the keys of its Durable Object classes${note}`;
  const celld = (name: string) => keys.push({ uniqueKey: parseCelldClass(name) });
  return command
    .addOption(keyOption("--celld <script/class>", `a class in celld, for its key${note}`, celld))
    .addOption(keyOption("--config <file>", description, (config) => keys.push({ config })))
    .addOption(filledOption("--env <name>", "the environment of --config (default: the top level)"))
    .addOption(filledOption("--worker <name>", "the Worker that has --class"))
    .addOption(filledOption("--class <name>", "the class of --worker, or the only class of --config to use"));
}
