import type { Io, Output } from "./io.js";

/** Functions that style a text; without colours, each returns the text unchanged. */
export interface Colours {
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
}

/** The colours for an output, or none. */
export function coloursFor(output: Output, io: Pick<Io, "env" | "color">): Colours {
  const isColoured = hasColours(output, io);
  const style = (on: number, off: number) => (text: string) =>
    isColoured ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { bold: style(1, 22), dim: style(2, 22), green: style(32, 39), red: style(31, 39), yellow: style(33, 39) };
}

/** Decides by the command line, then by the environment (`FORCE_COLOR` before `NO_COLOR`, as in Node), then by the output. */
function hasColours({ isTTY }: Output, { color = "auto", env }: Pick<Io, "env" | "color">): boolean {
  if (color !== "auto") return color === "always";
  const { FORCE_COLOR, NO_COLOR, TERM } = env;
  if (FORCE_COLOR) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return isTTY && !NO_COLOR && TERM !== "dumb";
}
