import type { OperationId } from "../../src/cli/bench/operations.js";
import type { BenchReport, ReportFigure } from "../../src/cli/bench/report.js";
import type { Machine } from "../suite/machine.js";

/** What `npm run bench:runtimes` writes as JSON. */
export interface RuntimeResults {
  readonly date: string;
  /** Seconds of all turns in each runtime. */
  readonly seconds: number;
  readonly machine: Machine;
  readonly reports: readonly BenchReport[];
}

/** Who takes part, by the keys of reports, in the order of tables and charts. */
export const ROLES = {
  wasm: "durable-id, WASM",
  pure: "durable-id, pure",
  own: "the runtime's own crypto",
  native: "workerd's own namespace",
} as const;

/** The key of one who takes part. */
export type RoleId = keyof typeof ROLES;

/** All of them. */
export const ROLE_IDS = Object.keys(ROLES) as RoleId[];

/** The figure of one at an operation, if there is one. */
export function figureOf(report: BenchReport, operation: OperationId, role: RoleId): ReportFigure | undefined {
  return report.figures.find((figure) => figure.operation === operation && figure.contender === role);
}

/** `Node 24.21.0`. */
export function runtimeName({ runtime }: Pick<BenchReport, "runtime">): string {
  return `${runtime.name} ${runtime.version}`;
}
