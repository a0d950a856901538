import { type CommandInfo, describeProgram, type OptionInfo } from "../../src/cli/command-table.js";
import { environmentHelp, exitCodesHelp } from "../../src/cli/help.js";
import type { Program } from "../../src/cli/program.js";
import { ownParts } from "../docs/own-parts.js";
import { argument, bold, definition, text, verbatim } from "./roff.js";

const DESCRIPTION =
  "Results go to standard output, progress and messages to standard error. " +
  "Never pass a secret key as an argument: put it into a file, and pass --key-file.";

/** A line of help with a term and its explanation, separated by two spaces. */
const DEFINITION = /^ +(\S+(?: \S+)*) {2,}(\S.*)$/;

/** The man page of a program, from the definitions that its help also uses. */
export function manPage({ whole }: Program, version: string): string {
  const { name, description, options, commands } = describeProgram(whole());
  const sections = [
    // No hyphenation, which would break options. The macros reset hyphenation from this register at each heading.
    ".nr HY 0",
    // Without a date, so that the same source gives the same bytes.
    `.TH ${argument(name.toUpperCase())} 1 "" ${argument(`${name} ${version}`)} "User Commands"`,
    // No justification.
    ".nh\n.ad l",
    `.SH NAME\n${text(`${name} - ${description.replace(/\.$/, "")}`)}`,
    `.SH SYNOPSIS\n.B ${argument(name)}\n.I command\n[options] [arguments]`,
    `.SH DESCRIPTION\n${text(DESCRIPTION)}`,
    ".SH COMMANDS",
    ...commands.filter((each) => each.name !== "help").map((each) => commandSection(each, options)),
    `.SH GLOBAL OPTIONS\n${options.map(optionEntry).join("\n")}`,
    `.SH EXIT STATUS\n${paragraphs(exitCodesHelp)}`,
    `.SH ENVIRONMENT\n${paragraphs(environmentHelp)}`,
  ];
  return `${sections.join("\n")}\n`;
}

function commandSection(command: CommandInfo, shared: readonly OptionInfo[]): string {
  const { usage, description } = command;
  const own = ownParts(command, shared);
  return [
    `.SS ${argument(usage)}`,
    `${text(capitalize(description))}.`,
    ...own.options.map(optionEntry),
    paragraphs(own.text),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function optionEntry({ term, details }: OptionInfo): string {
  return definition(bold(term), details);
}

/** The text of a help below the options: paragraphs, lists of terms, and examples. */
function paragraphs(help: string): string {
  const [prose, examples] = help.trimEnd().split(/^Examples?:\n/m);
  const parts = prose.split("\n").flatMap((line) => {
    if (line === "") return [];
    const [, term, meaning] = DEFINITION.exec(line) ?? [];
    return term === undefined ? `.PP\n${text(line.trim())}` : definition(bold(term), meaning);
  });
  if (examples !== undefined) parts.push(".PP\nExamples:", verbatim(examples.replace(/^ {2}/gm, "").split("\n")));
  return parts.join("\n");
}

function capitalize(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
