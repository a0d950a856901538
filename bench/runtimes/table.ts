import { OPERATION_IDS, OPERATIONS, type OperationId } from "../../src/cli/bench/operations.js";
import type { BenchReport } from "../../src/cli/bench/report.js";
import { formatNanoseconds, formatRatio } from "../../src/text/quantities.js";
import { hardwareLine } from "../suite/machine.js";
import { figureOf, ROLE_IDS, type RoleId, type RuntimeResults, runtimeName } from "./results.js";

const HEADINGS: Readonly<Record<RoleId, string>> = {
  wasm: "WASM",
  pure: "pure",
  own: "own crypto",
  native: "own namespace",
};
const COLUMN = 20;
const FIRST = 26;

/** All runtimes as text for a terminal: for each operation a row each. */
export function runtimesTable(results: RuntimeResults): string {
  const { reports, machine, seconds } = results;
  const lines = [hardwareLine(machine)];
  for (const operation of OPERATION_IDS) {
    const head = ROLE_IDS.map((role) => HEADINGS[role].padStart(COLUMN)).join("");
    lines.push("", `${OPERATIONS[operation].padEnd(FIRST)}${head}`);
    for (const report of reports) {
      const cells = ROLE_IDS.map((role) => cell(report, operation, role).padStart(COLUMN)).join("");
      lines.push(`${runtimeName(report).padEnd(FIRST)}${cells}`.trimEnd());
    }
  }
  const engines = reports.map((report) => `${report.runtime.name} ${report.engine.name}`);
  lines.push(
    "",
    `Best turn of at least ${Math.min(...reports.map(({ turns }) => turns))} in ${seconds} s a runtime; × is against the WASM engine in the same runtime.`,
    `Own crypto: node:crypto; crypto.subtle in Chromium and workerd. Engine by default: ${[...new Set(engines)].join(", ")}.`,
  );
  return lines.join("\n");
}

function cell(report: BenchReport, operation: OperationId, role: RoleId): string {
  const figure = figureOf(report, operation, role);
  if (figure === undefined) return "";
  return role === "wasm"
    ? formatNanoseconds(figure.best)
    : `${formatNanoseconds(figure.best)} ${formatRatio(figure.times).padStart(7)}`;
}
