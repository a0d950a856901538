import { escapeControls } from "../../text/printable.js";
import { formatNanoseconds, formatRatio } from "../../text/quantities.js";
import type { Colours } from "../colours.js";
import { OPERATION_IDS, OPERATIONS } from "./operations.js";
import type { BenchReport } from "./report.js";

/** The report as text. */
export function reportText(report: BenchReport, colours: Colours): string {
  const { version, runtime, machine, engine, turns, contenders } = report;
  const base = Object.keys(contenders)[0];
  const reason = engine.fallbackReason === null ? "" : ` (${escapeControls(engine.fallbackReason)})`;
  const lines = [
    colours.bold(`durable-id ${version} in ${runtime.name} ${runtime.version}, engine ${engine.name}${reason}`),
    colours.dim(`${escapeControls(machine.cpu)}, ${machine.cores} cores, ${machine.platform}`),
  ];
  for (const operation of OPERATION_IDS) {
    lines.push("", `${OPERATIONS[operation].padEnd(28)}${colours.dim("     best    median")}`);
    for (const { contender, best, median, times: ratio } of report.figures.filter(
      (each) => each.operation === operation,
    )) {
      const cells = [
        formatNanoseconds(best),
        formatNanoseconds(median),
        ...(contender === base ? [] : [formatRatio(ratio)]),
      ];
      const row = `  ${contenders[contender].padEnd(26)}${cells.map((cell) => cell.padStart(10)).join("")}`;
      lines.push(contender === base ? colours.green(row) : row);
    }
  }
  const name = contenders[base];
  lines.push("", colours.dim(`${turns} turns each; ×: time relative to the ${name}, best turn of each`));
  return `${lines.join("\n")}\n`;
}
