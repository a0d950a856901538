import { formatNanoseconds, formatRatio } from "../../src/text/quantities.js";
import { machineLine } from "./machine.js";
import { type Results, ratioOf } from "./results.js";
import { CONTENDER_IDS, CONTENDERS, TASK_IDS, TASKS } from "./tasks.js";

/** The whole run as text for a terminal. */
export function table(results: Results): string {
  const lines = [machineLine(results.machine), versionsLine(results), ""];
  for (const task of TASK_IDS) {
    const row = results.nanoseconds[task];
    if (row === undefined) continue;
    lines.push(TASKS[task]);
    for (const contender of CONTENDER_IDS) {
      const nanoseconds = row[contender];
      if (nanoseconds === undefined) continue;
      const ratio = contender === "wasm" ? undefined : ratioOf(results.nanoseconds, task, "wasm", contender);
      lines.push(
        `  ${CONTENDERS[contender].padEnd(20)} ${formatNanoseconds(nanoseconds).padStart(9)}  ${ratio === undefined ? "" : formatRatio(ratio).padStart(8)}`.trimEnd(),
      );
    }
    lines.push("");
  }
  for (const [contender, reason] of Object.entries(results.absent)) lines.push(`Without ${contender}: ${reason}`);
  lines.push(
    `An operation's best time in ${results.turns} turns (${results.mode}, ${results.seconds} s); × is against durable-id's WASM engine.`,
  );
  return lines.join("\n");
}

/** What was compared. */
export function versionsLine({ versions }: Pick<Results, "versions">): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(" · ");
}
