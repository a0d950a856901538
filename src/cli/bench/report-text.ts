import type { Colours } from "../colours.js";
import { escapeControls } from "../text.js";
import { OPERATION_IDS, OPERATIONS } from "./operations.js";
import type { BenchReport } from "./report.js";

/** The report as people read it. */
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
    for (const { contender, best, median, times } of report.figures.filter((each) => each.operation === operation)) {
      const ratio = contender === base ? "" : `${formatTimes(times)} ×`.padStart(10);
      const row = `  ${contenders[contender].padEnd(26)}${formatTime(best)}${formatTime(median)}${ratio}`;
      lines.push(contender === base ? colours.green(row) : row);
    }
  }
  const name = contenders[base];
  lines.push("", colours.dim(`${turns} turns each; ×: how many times as long as the ${name}, best against best`));
  return `${lines.join("\n")}\n`;
}

/** Nine characters and a space before them. */
function formatTime(nanoseconds: number): string {
  const text = nanoseconds < 999.5 ? `${nanoseconds.toFixed(0)} ns` : `${(nanoseconds / 1000).toPrecision(3)} µs`;
  return text.padStart(10);
}

function formatTimes(ratio: number): string {
  return ratio < 9.995 ? ratio.toFixed(2) : ratio.toPrecision(3);
}
