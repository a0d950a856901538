import { type Command, Help } from "commander";
import type { Output } from "./io.js";

/** Wider lines are hard to read. */
const WIDEST = 100;
/** The narrowest column that help is wrapped in: with fewer characters, single words would fill its lines. */
const NARROWEST = 20;
/** The width where there is no terminal. */
const USUAL = 80;
/** How far an explanation is indented below its term, if there is no room for it next to the term. */
const INDENT = 6;

/** How wide help may be on this output. */
export function helpWidth({ columns }: Output): number {
  return Math.min(columns || USUAL, WIDEST);
}

/** Help whose lines all fit the width, on narrow terminals too: commander itself wraps neither usage nor narrow columns. */
export const wrappedHelp = {
  minWidthToWrap: NARROWEST,
  showGlobalOptions: true,
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
 * Wraps the text of help.ts at words. A line that begins with a term and two spaces goes on below its explanation.
 * Examples stay as they are, so that they can be copied.
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

/** A term and its explanation, next to it or, where that would be too narrow, below it. */
function hang(lead: string, explanation: string, width: number, helper: Help): string {
  const isNarrow = width - lead.length < NARROWEST && explanation !== "";
  const indent = isNarrow ? INDENT : lead.length;
  const wrapped = indentRest(helper.boxWrap(explanation, width - indent), indent);
  return isNarrow ? `${lead.trimEnd()}\n${" ".repeat(indent)}${wrapped}` : lead + wrapped;
}

function indentRest(text: string, indent: number): string {
  return text.replaceAll("\n", `\n${" ".repeat(indent)}`);
}
