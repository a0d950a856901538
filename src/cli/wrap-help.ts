import { type Command, Help } from "commander";
import type { Output } from "./io.js";

/** The maximum width: longer lines are hard to read. */
const WIDEST = 100;
/** The minimum width of a column of help: in a narrower one, single words would fill the lines. */
const NARROWEST = 20;
/** The width without a terminal. */
const USUAL = 80;
/** The indentation of an explanation below its term, if it doesn't fit next to the term. */
const INDENT = 6;

/** The width of help on this output. */
export function helpWidth({ columns }: Output): number {
  return Math.min(columns || USUAL, WIDEST);
}

/** Wraps help to any width: commander itself wraps neither usage nor narrow columns. */
export const wrappedHelp = {
  minWidthToWrap: NARROWEST,
  commandUsage(this: Help, command: Command): string {
    const lead = "Usage: ".length;
    const usage = Help.prototype.commandUsage.call(this, command);
    return indentRest(this.boxWrap(usage, (this.helpWidth ?? USUAL) - lead), lead);
  },
  formatItem(this: Help, term: string, termWidth: number, description: string): string {
    const width = this.helpWidth ?? USUAL;
    if (width - termWidth - INDENT >= NARROWEST) {
      return Help.prototype.formatItem.call(this, term, termWidth, description, this);
    }
    return hang(`  ${term}  `, description, width, this);
  },
};

/**
 * Wraps the text of help.ts at words. In a line with a term and two spaces, the explanation is wrapped as a column.
 * Examples are unchanged, so that they can be copied.
 */
export function wrapHelp(text: string, width: number): string {
  const [prose, ...examples] = text.split(/^(?=Examples?:$)/m);
  const helper = new Help();
  helper.minWidthToWrap = NARROWEST;
  const wrapped = prose.split("\n").map((line) => {
    const lead = /^ *(\S+( \S+)* {2,})?/.exec(line)?.[0] ?? "";
    return hang(lead, line.slice(lead.length), width, helper);
  });
  return [wrapped.join("\n"), ...examples].join("");
}

/** A term with its explanation next to it or, if that would be too narrow, below it. */
function hang(lead: string, explanation: string, width: number, helper: Help): string {
  const isNarrow = width - lead.length < NARROWEST && explanation !== "";
  const indent = isNarrow ? INDENT : lead.length;
  const wrapped = indentRest(helper.boxWrap(explanation, width - indent), indent);
  return isNarrow ? `${lead.trimEnd()}\n${" ".repeat(indent)}${wrapped}` : lead + wrapped;
}

function indentRest(text: string, indent: number): string {
  return text.replaceAll("\n", `\n${" ".repeat(indent)}`);
}
