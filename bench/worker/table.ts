import { type Cost, type FirstCost, WAY_IDS, type WayId, type WorkerFigures } from "./measure.js";
import { COUNT, MIX_IDS, MIXES } from "./mixes.js";

const WAYS: Readonly<Record<WayId, string>> = {
  check: "validator.check, string[]",
  "check-rows": "validator.check, rows",
  loop: "loop over idFromString",
};

/** The figures as text for a terminal. */
export function workerTable({ warm, cold, start }: WorkerFigures): string {
  const lines = [`CPU time of workerd for ${COUNT.toLocaleString("en-US")} IDs in a request's body, in milliseconds`];
  for (const mix of MIX_IDS) {
    lines.push("", line(`${MIXES[mix]}, warm`, "validation", "whole request"));
    for (const way of WAY_IDS) {
      const { median } = warm[mix][way];
      const times = median.validation / warm[mix].check.median.validation;
      lines.push(line(`  ${WAYS[way]}`, ...costs(median), way === "check" ? "" : `${times.toPrecision(2)} ×`));
    }
  }
  lines.push("", line("all valid, the first request", "validation", "whole request", "main thread"));
  const first = (name: string, cost: FirstCost): string =>
    line(`  ${name}`, ...costs(cost), cost.mainThread.toFixed(2));
  for (const way of WAY_IDS) lines.push(first(WAYS[way], cold[way]));
  lines.push(first("validator.check, a single ID", start));
  return lines.join("\n");
}

function costs({ validation, request }: Cost): [string, string] {
  return [validation.toFixed(2), request.toFixed(2)];
}

function line(name: string, validation: string, request: string, last = ""): string {
  return `${name.padEnd(32)}${validation.padStart(10)}${request.padStart(16)}${last.padStart(14)}`.trimEnd();
}
