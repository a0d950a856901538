import { type CommandInfo, describeProgram, type OptionInfo } from "../../src/cli/command-table.js";
import { environmentHelp, exitCodesHelp } from "../../src/cli/help.js";
import type { Program } from "../../src/cli/program.js";
import { ownParts } from "./own-parts.js";
import { markdownTable } from "./table.js";

const INTRODUCTION = `# The command line

\`durable-id <command>\`: results go to standard output, progress and messages to standard error. This page has the output of
\`durable-id <command> --help\`; it is generated from the same definitions by \`npm run docs\`. [For operators](operators.md) shows
the commands at work.`;

/** A term and its meaning are separated by two or more spaces. */
const DEFINITION = /^ +(\S+(?: \S+)*) {2,}(\S.*)$/;

/** The reference page of a program, from the definitions that its help also uses. */
export function commandLinePage({ whole }: Program): string {
  const { options, commands } = describeProgram(whole());
  const own = commands.filter(({ name }) => name !== "help");
  return [
    INTRODUCTION,
    markdownTable(
      ["command", "what it does"],
      own.map(({ name, description }) => [`[\`${name}\`](#${name})`, description]),
    ),
    ...own.map((each) => commandSection(each, options)),
    `## Options before the command\n\n\`--color\` and \`--help\` may also follow it.\n\n${optionsTable(options)}`,
    `## Exit codes\n\n${definitionsTable(["code", "meaning"], exitCodesHelp)}`,
    `## Environment variables\n\n${definitionsTable(["variable", "meaning"], environmentHelp)}`,
  ]
    .join("\n\n")
    .concat("\n");
}

function commandSection(command: CommandInfo, shared: readonly OptionInfo[]): string {
  const { name, usage, description } = command;
  const { options, text } = ownParts(command, shared);
  const [prose, examples] = text.trim().split(/^Examples?:\n/m);
  const parts = [
    `## ${name}`,
    `\`durable-id ${usage}\`: ${description}.`,
    optionsTable(options),
    fenced("text", prose),
    fenced("sh elsewhere", (examples ?? "").replace(/^ {2}/gm, "")),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function fenced(language: string, text: string): string {
  return text.trim() === "" ? "" : `\`\`\`${language}\n${text.trim()}\n\`\`\``;
}

function optionsTable(options: readonly OptionInfo[]): string {
  if (options.length === 0) return "";
  return markdownTable(
    ["option", ""],
    options.map(({ term, details }) => [`\`${term}\``, details.replaceAll("<", "&lt;")]),
  );
}

function definitionsTable(head: readonly string[], help: string): string {
  const rows = help
    .split("\n")
    .map((line) => DEFINITION.exec(line))
    .flatMap((match) => (match ? [[`\`${match[1]}\``, match[2]]] : []));
  return markdownTable(head, rows);
}
