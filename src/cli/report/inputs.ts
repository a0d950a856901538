import type { InputCount } from "../../check/sinks/counts.js";
import type { ReportData } from "../../check/summary.js";
import { truncate } from "../../text/printable.js";
import { formatCount } from "../../text/quantities.js";
import { html, type Markup, type Part } from "./html.js";
import { section } from "./section.js";
import { table } from "./table.js";
import { FAULTS, shareText, TITLES } from "./words.js";

const NAME_LENGTH = 200;

/** The counts of each input; undefined if there is only one. */
export function inputSection({ inputs }: ReportData): Markup | undefined {
  if (inputs.length < 2) return undefined;
  const columns = ["IDs", TITLES.valid, "share", ...FAULTS.map((name) => TITLES[name])];
  return section(
    "inputs",
    "By input",
    table(
      "IDs by input, numbered as in the chart",
      [{ name: "input" }, ...columns.map((name) => ({ name, isFigure: true }))],
      inputs.map(rowOf),
    ),
  );
}

function rowOf(input: InputCount, index: number): Part[] {
  return [
    html`<span class="number">${index + 1}</span> ${truncate(input.name, NAME_LENGTH)}`,
    formatCount(input.total),
    formatCount(input.valid),
    shareText(input.valid, input.total),
    ...FAULTS.map((name) => formatCount(input[name])),
  ];
}
