import type { Io, Output } from "./io.js";

/** Ways to set off a part of a text; each gives the text unchanged where colours are not wanted. */
export interface Colours {
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
}

/** Colours for an output: on a terminal alone, and not where `NO_COLOR` is set or the terminal is dumb. */
export function coloursFor(output: Output, env: Io["env"]): Colours {
  const wanted = output.isTTY && !env.NO_COLOR && env.TERM !== "dumb";
  const style = (on: number, off: number) => (text: string) => (wanted ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  return { bold: style(1, 22), dim: style(2, 22), green: style(32, 39), red: style(31, 39), yellow: style(33, 39) };
}
