import { Help } from "commander";
import type { Output } from "./io.js";

/** Wider lines are hard to read. */
const WIDEST = 100;
/** The narrowest column that help is wrapped in: with fewer characters, single words would fill its lines. */
export const NARROWEST = 20;
/** The width where there is no terminal. */
const USUAL = 80;

/** How wide help may be on this output. */
export function helpWidth({ columns }: Output): number {
  return Math.min(columns || USUAL, WIDEST);
}

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
    const lines = helper.boxWrap(line.slice(lead.length), width - lead.length);
    return lead + lines.replaceAll("\n", `\n${" ".repeat(lead.length)}`);
  });
  return [wrapped.join("\n"), ...examples].join("");
}
