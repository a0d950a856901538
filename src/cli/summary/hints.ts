import type { Summary } from "../../check/summary.js";
import { escapeControls } from "../../text/printable.js";
import type { Colours } from "../colours.js";

/** The likely causes of faults, each with advice. */
export function hintSection({ hints }: Pick<Summary, "hints">, colours: Colours): string {
  if (hints.length === 0) return "";
  const lines = hints.map(
    ({ input, message }) => `  ${input === undefined ? "" : `${escapeControls(input)}: `}${message}`,
  );
  return [colours.bold(colours.yellow("hints")), ...lines].join("\n");
}
