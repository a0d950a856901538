import type { InputCount } from "../../check/sinks/counts.js";
import type { Summary } from "../../check/summary.js";
import { escapeControls } from "../../text/printable.js";
import { formatCount } from "../../text/quantities.js";
import type { Colours } from "../colours.js";
import { alignTable, shortened } from "./table.js";
import { FAULTS, TITLES } from "./words.js";

/** The maximum number of inputs that are listed. */
const MOST_ROWS = 20;

/** The counts of each of several inputs; if there are many, only of those with the most invalid records. */
export function inputSection({ inputs }: Summary, colours: Colours): string {
  if (inputs.length < 2) return "";
  const shown = withMostRefused(inputs);
  const rest = inputs.length - shown.length;
  const table = [
    ["", "total", TITLES.valid, ...FAULTS.map((name) => TITLES[name])],
    ...shown.map((input) => [
      shortened(escapeControls(input.name)),
      ...[input.total, input.valid, ...FAULTS.map((name) => input[name])].map(formatCount),
    ]),
  ];
  const lines = alignTable(table);
  const heading = colours.bold("by input") + (rest > 0 ? `, the ${MOST_ROWS} with the most invalid records` : "");
  return [heading, ...lines, ...(rest > 0 ? [`  and ${formatCount(rest)} more`] : [])].join("\n");
}

/** The inputs with the most invalid records, in the order of the inputs. */
function withMostRefused(inputs: readonly InputCount[]): readonly InputCount[] {
  if (inputs.length <= MOST_ROWS) return inputs;
  const refused = ({ total, valid }: InputCount) => total - valid;
  const most = new Set([...inputs].sort((a, b) => refused(b) - refused(a)).slice(0, MOST_ROWS));
  return inputs.filter((input) => most.has(input));
}
