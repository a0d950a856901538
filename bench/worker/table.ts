import { type Cost, WAY_IDS, type WayId, type WorkerFigures } from "./measure.js";
import { COUNT, MIX_IDS, MIXES } from "./mixes.js";

const WAYS: Readonly<Record<WayId, string>> = {
  check: "validator.check, string[]",
  "check-rows": "validator.check, rows",
  loop: "loop over idFromString",
};

/** The figures as text for a terminal. */
export function workerTable({ warm, cold }: WorkerFigures): string {
  const lines = [`CPU time of workerd, ${COUNT} IDs in a request's body, in milliseconds`, ""];
  const row = (way: WayId, cost: Cost, ratio: string): string =>
    `  ${WAYS[way].padEnd(28)}${cost.validation.toFixed(2).padStart(10)}${cost.request.toFixed(2).padStart(16)}${ratio}`.trimEnd();
  const head = (title: string): string => `${title.padEnd(30)}validation   whole request`;
  for (const mix of MIX_IDS) {
    lines.push(head(`${MIXES[mix]}, warm`));
    for (const way of WAY_IDS) {
      const { median } = warm[mix][way];
      const times = median.validation / warm[mix].check.median.validation;
      lines.push(row(way, median, way === "check" ? "" : `${times.toPrecision(3)} ×`.padStart(10)));
    }
    lines.push("");
  }
  lines.push(head("all valid, the first request"));
  for (const way of WAY_IDS) lines.push(row(way, cold[way], ""));
  return lines.join("\n");
}
