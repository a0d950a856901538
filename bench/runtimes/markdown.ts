import { OPERATION_IDS, OPERATIONS } from "../../src/cli/bench/operations.js";
import { formatNanoseconds, formatRatio } from "../../src/text/quantities.js";
import { figureOf, ROLE_IDS, type RuntimeResults, runtimeName } from "./results.js";

const HEAD = "| WASM | pure | × | own crypto | × | own namespace | × |";
const RULE = "|---|---|---|---|---|---|---|---|";

/** All runtimes as the tables of docs/performance.md: one for each operation. A figure stays on one line. */
export function runtimesMarkdown({ reports }: RuntimeResults): string {
  const tables = OPERATION_IDS.map((operation) => {
    const rows = reports.map((report) => {
      const cells = ROLE_IDS.flatMap((role) => {
        const figure = figureOf(report, operation, role);
        if (role === "wasm") return [figure === undefined ? "" : formatNanoseconds(figure.best)];
        return figure === undefined ? ["", ""] : [formatNanoseconds(figure.best), formatRatio(figure.times)];
      });
      return `| ${[runtimeName(report), ...cells.map((cell) => cell.replaceAll(" ", "\u00a0"))].join(" | ")} |`;
    });
    return [`| ${OPERATIONS[operation]} ${HEAD}`, RULE, ...rows].join("\n");
  });
  return `${tables.join("\n\n")}\n`;
}
